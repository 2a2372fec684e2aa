#!/usr/bin/env python3
"""copied_words.py FILE.pdf SEED.txt - the words of the seed, as pdftotext copies them out of the PDF.

A line-end hyphen must come out as a soft hyphen, so that taking it out gives the word back. Exit 0
if every paragraph of the seed stands in the PDF word for word, 1 if not."""
import subprocess, sys

pdf, seed = sys.argv[1:3]
text = subprocess.run(['pdftotext', '-q', pdf, '-'], capture_output=True, check=True).stdout.decode()
text = text.replace('\u00ad\n', '').replace('\u00ad', '')
words = ' '.join(text.split())
wrong = 0
for line in open(seed, encoding='utf8'):
    line = ' '.join(line.split())
    if line and line != '|' and line not in words:
        print(f'not copied out as it stands: {line[:70]!r}')
        wrong = 1
print('every word is copied out as it stands' if not wrong else 'words are lost or changed')
sys.exit(wrong)

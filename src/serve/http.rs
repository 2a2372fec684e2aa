//! The server: one browser, one machine, one booklet. The only file that knows the HTTP crates.
//!
//! It listens to this machine alone. A request must name the random token of this run in its path, must
//! ask for this host and must not come from another page; everything else is refused before it is looked
//! at. What it serves is in the program or made from the booklet, and the page may fetch from nowhere else.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::http::response::Builder;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::{self, AbortHandle};
use tokio::time::{sleep, timeout};

use super::shown::Resource;
use super::snapshot::Snapshot;

const HTML: &str = include_str!("../../assets/watch/watch.html");
const ICON: &str = include_str!("../../assets/watch/icon.svg");
const CSS: &str = include_str!("../../assets/watch/watch.css");
const JS: &str = include_str!("../../assets/watch/watch.js");
const PAPER_HTML: &str = include_str!("../../assets/paper/paper.html");
const PAPER_CSS: &str = include_str!("../../assets/paper/paper.css");
const PAPER_JS: &str = include_str!("../../assets/paper/paper.js");

/// How long a browser waits for news before it asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// How long the head of a request may take, and its body once more.
const LONGEST_REQUEST: Duration = Duration::from_secs(10);

/// How many connections there may be: a browser makes six.
const MOST_CONNECTIONS: usize = 64;

/// How long to wait when there are too many, so that those that have asked are heard first, or when none
/// can be taken, such as when there are no more file handles.
const BREATH: Duration = Duration::from_millis(5);

/// The largest body of a request, in bytes: the name of a file and a line.
const LARGEST_BODY: usize = 4096;

/// Nothing but what this server itself has; no page around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What the browser asks of whoever builds the booklet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// The sheets, which are not made unless they are looked at.
    Sheets,
}

/// Opens a file at a line; the answer is said to the person.
type Open = dyn Fn(&Path, usize) -> String + Send + Sync;

/// A server that runs until the program ends.
#[derive(Debug)]
pub struct Server {
    address: String,
    showing: watch::Sender<Showing>,
}

/// What is shown, and what was shown before: the browser may still be fetching its pages.
#[derive(Debug, Clone, Default)]
struct Showing {
    /// Counts what was shown; 0 is nothing yet.
    version: u64,
    now: Arc<Snapshot>,
    before: Arc<Snapshot>,
}

/// What every request is answered from.
struct Shared {
    host: [String; 2],
    token: String,
    showing: watch::Receiver<Showing>,
    ask: Box<dyn Fn(Request) + Send + Sync>,
    open: Box<Open>,
}

impl Server {
    /// Starts to listen, on a port that is free or the one asked for. `ask` is called when the browser
    /// wants something made, `open` when it wants a file opened.
    pub fn start(
        port: Option<u16>,
        ask: impl Fn(Request) + Send + Sync + 'static,
        open: impl Fn(&Path, usize) -> String + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))?;
        listener.set_nonblocking(true)?;
        let SocketAddr::V4(bound) = listener.local_addr()? else {
            return Err(io::Error::other("not an address of this machine"));
        };
        let port = bound.port();
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let token = format!("{:032x}", u128::from_le_bytes(random));
        let (sender, receiver) = watch::channel(Showing::default());
        let shared = Arc::new(Shared {
            host: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
            token: token.clone(),
            showing: receiver,
            ask: Box::new(ask),
            open: Box::new(open),
        });
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        thread::Builder::new()
            .name("server".to_owned())
            .spawn(move || runtime.block_on(listen(listener, shared)))?;
        Ok(Self {
            address: format!("http://127.0.0.1:{port}/{token}/"),
            showing: sender,
        })
    }

    /// The address of the page.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Shows something else from now on.
    pub fn show(&self, snapshot: Arc<Snapshot>) {
        self.showing.send_modify(|showing| {
            showing.version += 1;
            showing.before = std::mem::replace(&mut showing.now, snapshot);
        });
    }
}

/// The connections that are open.
///
/// When there are too many, the one that has waited longest for a request is closed: a browser opens
/// another when it wants something, and whoever holds connections and asks for nothing loses them.
#[derive(Default)]
struct Connections {
    open: Mutex<Vec<Connection>>,
}

struct Connection {
    task: AbortHandle,
    /// Whether a request is being answered: it may be one for news, which takes its time.
    is_answering: bool,
}

impl Connections {
    /// Those that wait for a request stand in the order in which they began to.
    fn open(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection in, and gives whether there are too many now.
    fn add(&self, task: AbortHandle) -> bool {
        let mut open = self.open();
        open.retain(|it| !it.task.is_finished());
        open.push(Connection {
            task,
            is_answering: false,
        });
        open.len() > MOST_CONNECTIONS
    }

    /// Closes the one that has waited longest, if there are still too many.
    fn close_one(&self) {
        let mut open = self.open();
        open.retain(|it| !it.task.is_finished());
        if open.len() > MOST_CONNECTIONS {
            // Where all are answered, the last to come has to go.
            let idle = open.iter().position(|it| !it.is_answering);
            let place = idle.unwrap_or(MOST_CONNECTIONS);
            open.remove(place).task.abort();
        }
    }

    /// Notes that the connection of this task is answered, or waits again.
    fn note(&self, is_answering: bool) {
        let mut open = self.open();
        if let Some(idx) = open.iter().position(|it| it.task.id() == task::id()) {
            let task = open.remove(idx).task;
            open.push(Connection { task, is_answering });
        }
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let connections = Arc::new(Connections::default());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(BREATH).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (shared, known) = (Arc::clone(&shared), Arc::clone(&connections));
        let task = tokio::spawn(async move { serve(stream, &shared, &known).await });
        // This thread runs all tasks: that one has not begun.
        if connections.add(task.abort_handle()) {
            sleep(BREATH).await;
            connections.close_one();
        }
    }
}

/// Serves one connection.
async fn serve(stream: TcpStream, shared: &Shared, connections: &Connections) {
    let service = service_fn(|request| async move {
        connections.note(true);
        let answer = answer(request, shared).await;
        connections.note(false);
        Ok::<_, Infallible>(answer)
    });
    let mut http = http1::Builder::new();
    let http = http
        .timer(TokioTimer::new())
        .header_read_timeout(LONGEST_REQUEST);
    // A browser that goes away in the middle of an answer is no fault.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(request: hyper::Request<Incoming>, shared: &Shared) -> Response<Full<Bytes>> {
    if !is_ours(request.headers(), shared) {
        return plain(
            StatusCode::FORBIDDEN,
            "this page is for its own machine only",
        );
    }
    let path = request.uri().path().to_owned();
    let Some(address) = within(&path, &shared.token) else {
        return plain(StatusCode::NOT_FOUND, "there is nothing here");
    };
    if address == "open" {
        return match *request.method() {
            Method::POST => open(request, shared).await,
            _ => plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "this is asked for with POST",
            ),
        };
    }
    if *request.method() != Method::GET {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "this is asked for with GET");
    }
    match address {
        "" => text(
            "text/html; charset=utf-8",
            HTML.replace("{paper}", PAPER_HTML),
        ),
        "icon.svg" => text("image/svg+xml", ICON),
        "watch.css" => text("text/css; charset=utf-8", CSS),
        "watch.js" => text("text/javascript; charset=utf-8", JS),
        "paper.css" => text("text/css; charset=utf-8", PAPER_CSS),
        "paper.js" => text("text/javascript; charset=utf-8", PAPER_JS),
        "state" => state(request.uri().query().unwrap_or_default(), shared).await,
        address => resource(address, shared).await,
    }
}

/// Whether a request asks for this host and comes from this page or from nowhere: a page of another site
/// can make a browser ask, and can give this machine a name of its own.
fn is_ours(headers: &HeaderMap, shared: &Shared) -> bool {
    let one = |name: header::HeaderName| {
        let mut values = headers.get_all(name).iter();
        let value = values.next().map(|it| it.to_str().unwrap_or("?"));
        (value, values.next().is_none())
    };
    let (host, is_only_host) = one(header::HOST);
    let Some(host) = host.filter(|it| is_only_host && shared.host.iter().any(|ours| ours == it))
    else {
        return false;
    };
    let (origin, is_only_origin) = one(header::ORIGIN);
    let is_origin_ours = origin.is_none_or(|origin| origin == format!("http://{host}"));
    let (site, _) = one(header::HeaderName::from_static("sec-fetch-site"));
    let is_site_ours = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    is_origin_ours && is_only_origin && is_site_ours
}

/// What stands after the token in a path, if it is the right one.
fn within<'p>(path: &'p str, token: &str) -> Option<&'p str> {
    let rest = path.strip_prefix('/')?;
    let (given, address) = rest.split_once('/')?;
    // Every letter is looked at, so that the time it takes tells nothing.
    let differs = given
        .bytes()
        .zip(token.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    (given.len() == token.len() && differs == 0).then_some(address)
}

/// The state, as soon as it is newer than the one the browser has.
async fn state(query: &str, shared: &Shared) -> Response<Full<Bytes>> {
    let mut after = 0;
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match key {
            "after" => after = value.parse().unwrap_or(0),
            "sheets" if value == "1" => (shared.ask)(Request::Sheets),
            _ => {}
        }
    }
    let mut showing = shared.showing.clone();
    let newer = showing.wait_for(|showing| showing.version > after);
    match timeout(LONGEST_WAIT, newer).await {
        Ok(Ok(newer)) => {
            let Showing {
                version,
                now,
                before,
            } = newer.clone();
            drop(newer);
            let response = common().header(header::CACHE_CONTROL, "no-store");
            let description = Bytes::from(now.description(version, &before));
            finish(response, "application/json", description)
        }
        _ => plain(StatusCode::NO_CONTENT, ""),
    }
}

async fn resource(address: &str, shared: &Shared) -> Response<Full<Bytes>> {
    let Showing { now, before, .. } = shared.showing.borrow().clone();
    let found = now.resource(address).or_else(|| before.resource(address));
    // What is at an address is named by it, and never changes.
    let forever = || {
        common().header(
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        )
    };
    match found {
        None => plain(StatusCode::NOT_FOUND, "there is nothing here"),
        Some(Resource::Text(media, text)) => {
            finish(forever(), media, Bytes::copy_from_slice(text.as_bytes()))
        }
        Some(Resource::Picture(artwork)) => {
            // Encoding may take a second, in which a save is to be told.
            let artwork = artwork.clone();
            let encoded = task::spawn_blocking(move || {
                let (media, bytes) = artwork.file()?;
                Some((media, bytes.into_owned()))
            });
            match encoded.await {
                Ok(Some((media, bytes))) => finish(forever(), media, Bytes::from(bytes)),
                _ => plain(StatusCode::NOT_FOUND, "there is nothing here"),
            }
        }
    }
}

/// A place in a file of the booklet.
#[derive(Deserialize)]
struct Wanted {
    file: String,
    line: usize,
}

/// Opens a file the booklet was read from: no other is known here.
async fn open(request: hyper::Request<Incoming>, shared: &Shared) -> Response<Full<Bytes>> {
    let body = Limited::new(request.into_body(), LARGEST_BODY).collect();
    let Ok(body) = timeout(LONGEST_REQUEST, body).await else {
        return plain(StatusCode::REQUEST_TIMEOUT, "that takes too long");
    };
    let Ok(body) = body else {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "that is too long");
    };
    let Ok(wanted) = serde_json::from_slice::<Wanted>(&body.to_bytes()) else {
        return plain(StatusCode::BAD_REQUEST, "a file and a line are needed");
    };
    let now = Arc::clone(&shared.showing.borrow().now);
    match now.files.get(&wanted.file) {
        None => plain(StatusCode::NOT_FOUND, "this is no file of the booklet"),
        Some(path) => plain(StatusCode::OK, (shared.open)(path, wanted.line)),
    }
}

fn common() -> Builder {
    Response::builder()
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header("cross-origin-resource-policy", "same-origin")
        .header("cross-origin-opener-policy", "same-origin")
}

fn text(media: &'static str, text: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let response = common().header(header::CACHE_CONTROL, "no-store");
    finish(response, media, text.into())
}

fn plain(status: StatusCode, said: impl Into<String>) -> Response<Full<Bytes>> {
    let response = common()
        .status(status)
        .header(header::CACHE_CONTROL, "no-store");
    finish(
        response,
        "text/plain; charset=utf-8",
        Bytes::from(said.into()),
    )
}

fn finish(response: Builder, media: &'static str, body: Bytes) -> Response<Full<Bytes>> {
    let response = response.header(header::CONTENT_TYPE, HeaderValue::from_static(media));
    let built = response.body(Full::new(body));
    // Every header above is a constant of this file.
    built.unwrap_or_else(|_| Response::new(Full::default()))
}

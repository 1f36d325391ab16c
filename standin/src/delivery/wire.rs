//! The little HTTP that deliveries need: one POST a connection, to plain `http` addresses nearby.
//! No client library, because those bring TLS, and nothing here ever leaves the machine.

use std::io;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Bytes of a response that are read.
const RESPONSE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    /// A header's value, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
    }
}

/// Posts a body and reads the whole response.
pub(super) async fn post(url: &str, headers: &[(String, String)], body: &str) -> io::Result<Reply> {
    let (host, path) = parts(url)?;
    let address = if has_port(host) { host.to_owned() } else { format!("{host}:80") };
    let mut stream = TcpStream::connect(&address).await?;
    let mut request = format!("POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        request.push_str(name);
        request.push_str(": ");
        request.push_str(value);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    request.push_str(body);
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut response = Vec::new();
    stream.take(RESPONSE_BYTES_MAX).read_to_end(&mut response).await?;
    parse(&response)
}

fn bad(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn parts(url: &str) -> io::Result<(&str, &str)> {
    let rest = url.strip_prefix("http://").ok_or_else(|| bad("deliveries go to http:// addresses only"))?;
    Ok(rest.find('/').map_or((rest, "/"), |at| rest.split_at(at)))
}

fn has_port(host: &str) -> bool {
    host.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn parse(response: &[u8]) -> io::Result<Reply> {
    let end = find(response, b"\r\n\r\n").ok_or_else(|| bad("the response has no end of headers"))?;
    let head = String::from_utf8_lossy(&response[..end]);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| bad("the response has no status"))?;
    let headers: Vec<(String, String)> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    let mut reply = Reply { status, headers, body: String::new() };
    let rest = &response[end + 4..];
    let body = if reply.header("transfer-encoding").eq_ignore_ascii_case("chunked") {
        unchunked(rest).ok_or_else(|| bad("the response has broken chunks"))?
    } else {
        match reply.header("content-length").parse::<usize>() {
            Ok(length) => rest.get(..length).ok_or_else(|| bad("the response ends early"))?.to_vec(),
            Err(_) => rest.to_vec(),
        }
    };
    reply.body = String::from_utf8_lossy(&body).into_owned();
    Ok(reply)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = find(rest, b"\r\n")?;
        let size = std::str::from_utf8(&rest[..line]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(line + 2..)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{has_port, parse, parts};

    #[test]
    fn reads_lengths_and_chunks() {
        let reply = parse(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\ncontent-length: 5\r\n\r\nhello")
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((reply.status, reply.body.as_str(), reply.header("content-type")), (200, "hello", "text/plain"));
        let reply = parse(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(reply.body, "abcde");
        assert!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort").is_err());
    }

    #[test]
    fn takes_addresses_apart() {
        assert_eq!(parts("http://127.0.0.1:1/a/b").ok(), Some(("127.0.0.1:1", "/a/b")));
        assert_eq!(parts("http://host").ok(), Some(("host", "/")));
        assert!(parts("https://host/").is_err());
        assert!(has_port("[::1]:80") && !has_port("host"));
    }
}

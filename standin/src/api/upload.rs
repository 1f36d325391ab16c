//! `/upload/v1/{ticket}` and `/files/{id}/{name}`: the bytes of a file, in and out.
//! Clients send them bare or as the one part of a form; both are taken.

use axum::{
    body::to_bytes,
    extract::{Path, Request, State as Shared},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::standin::Standin;

/// Bytes of one file.
pub(super) const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Bytes that the frame of a form may add.
const FRAME_BYTES_MAX: usize = 64 * 1024;

/// Takes the bytes of a file.
pub(crate) async fn upload(Shared(standin): Shared<Standin>, Path(ticket): Path<String>, request: Request) -> Response {
    let content_type = header_of(&request, header::CONTENT_TYPE);
    let Ok(body) = to_bytes(request.into_body(), FILE_BYTES_MAX + FRAME_BYTES_MAX).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "the file is too large").into_response();
    };
    let boundary = content_type.strip_prefix("multipart/form-data").and_then(|rest| rest.split_once("boundary="));
    let bytes = match boundary {
        Some((_, boundary)) => part(&body, boundary.trim_matches('"')),
        None => Some(body.as_ref()),
    };
    let Some(bytes) = bytes else {
        return (StatusCode::BAD_REQUEST, "the form has no part with a file").into_response();
    };
    let taken = standin.state().files.take(&ticket, bytes);
    match taken {
        Ok(()) => format!("OK - {}", bytes.len()).into_response(),
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    }
}

/// Gives the bytes of a file to who has the token.
pub(crate) async fn download(Shared(standin): Shared<Standin>, Path((id, _)): Path<(String, String)>, request: Request) -> Response {
    let bearer = header_of(&request, header::AUTHORIZATION);
    let allowed = {
        let state = standin.state();
        bearer.strip_prefix("Bearer ").is_some_and(|token| state.tokens.check(token, state.now_ms()).is_ok())
    };
    match standin.file(&id).filter(|_| allowed) {
        Some(bytes) => bytes.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn header_of(request: &Request, name: header::HeaderName) -> String {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// The content of the first part of a form.
fn part<'a>(body: &'a [u8], boundary: &str) -> Option<&'a [u8]> {
    let opening = format!("--{boundary}\r\n");
    let closing = format!("\r\n--{boundary}");
    let from = find(body, opening.as_bytes())? + opening.len();
    let rest = body.get(from..)?;
    let rest = rest.get(find(rest, b"\r\n\r\n")? + 4..)?;
    rest.get(..find(rest, closing.as_bytes())?)
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn the_part_of_a_form() {
        let body = b"--x\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nab\r\ncd\r\n--x--\r\n";
        assert_eq!(part(body, "x"), Some(b"ab\r\ncd".as_slice()));
        assert_eq!(part(body, "y"), None);
    }
}

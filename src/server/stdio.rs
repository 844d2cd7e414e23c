//! Standard input and output. Where they are pipes or sockets, as every editor
//! makes them, they are read and written without a helper thread in between:
//! each hop to a thread costs more than reading a paragraph.

use tokio::io::{AsyncRead, AsyncWrite};

pub(super) type Input = Box<dyn AsyncRead + Unpin>;
pub(super) type Output = Box<dyn AsyncWrite + Unpin>;

/// Must be called inside a runtime that does I/O.
pub(super) fn open() -> (Input, Output) {
    (
        direct::input().unwrap_or_else(|| Box::new(tokio::io::stdin())),
        direct::output().unwrap_or_else(|| Box::new(tokio::io::stdout())),
    )
}

#[cfg(unix)]
mod direct {
    use std::fs::File;
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::os::unix::fs::FileTypeExt;
    use std::os::unix::net::UnixStream;

    use tokio::net::unix::pipe;

    use crate::server::stdio::{Input, Output};

    enum Kind {
        Pipe(OwnedFd),
        Socket(UnixStream),
    }

    /// `None` for a terminal, a file and whatever else may block.
    fn kind(fd: BorrowedFd<'_>) -> Option<Kind> {
        let file = File::from(fd.try_clone_to_owned().ok()?);
        let kind = file.metadata().ok()?.file_type();
        let fd = OwnedFd::from(file);
        if kind.is_fifo() {
            return Some(Kind::Pipe(fd));
        }
        if !kind.is_socket() {
            return None;
        }
        let socket = UnixStream::from(fd);
        // A socket of another family has no such address.
        socket.local_addr().ok()?;
        socket.set_nonblocking(true).ok()?;
        Some(Kind::Socket(socket))
    }

    pub(super) fn input() -> Option<Input> {
        match kind(std::io::stdin().as_fd())? {
            Kind::Pipe(fd) => Some(Box::new(pipe::Receiver::from_owned_fd(fd).ok()?)),
            Kind::Socket(it) => Some(Box::new(tokio::net::UnixStream::from_std(it).ok()?)),
        }
    }

    pub(super) fn output() -> Option<Output> {
        match kind(std::io::stdout().as_fd())? {
            Kind::Pipe(fd) => Some(Box::new(pipe::Sender::from_owned_fd(fd).ok()?)),
            Kind::Socket(it) => Some(Box::new(tokio::net::UnixStream::from_std(it).ok()?)),
        }
    }
}

#[cfg(not(unix))]
mod direct {
    use crate::server::stdio::{Input, Output};

    pub(super) fn input() -> Option<Input> {
        None
    }

    pub(super) fn output() -> Option<Output> {
        None
    }
}

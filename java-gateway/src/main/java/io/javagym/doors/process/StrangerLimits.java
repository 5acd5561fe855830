package io.javagym.doors.process;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ServerSocketFactory;

/**
 * Connections that may say little, and not for long, until they have shown the token. Py4J itself
 * would read a first line of any length, and wait for it for ever.
 */
final class StrangerLimits {
  private static final int MOST_BYTES = 1024;
  private static final int MOST_MILLIS = 5_000;

  /** How Py4J's answer to the right token starts; to anything else it answers otherwise. */
  private static final String ACCEPTED = "!y";

  private StrangerLimits() {}

  /** What makes the socket that Py4J listens on. */
  static ServerSocketFactory serverSockets() {
    return new Factory();
  }

  private static final class Factory extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new Listening();
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException("Py4J binds the socket by itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException("Py4J binds the socket by itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException("Py4J binds the socket by itself");
    }
  }

  private static final class Listening extends ServerSocket {
    Listening() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      Connection connection = new Connection();
      implAccept(connection);
      connection.limit();
      return connection;
    }
  }

  /** Used by one thread, which first reads and then answers. */
  private static final class Connection extends Socket {
    private boolean known;
    private int bytesRead;

    void limit() throws SocketException {
      super.setSoTimeout(MOST_MILLIS);
      setTcpNoDelay(true);
    }

    /** Py4J sets its own, none, when it has accepted a connection: not for strangers. */
    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
      if (known) {
        super.setSoTimeout(millis);
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, known ? length : Math.min(length, MOST_BYTES));
          if (!known) {
            bytesRead += Math.max(read, 0);
            if (bytesRead > MOST_BYTES) {
              throw new SocketException("too much was said before the token");
            }
          }
          return read;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          if (!known && startsWith(bytes, offset, length)) {
            known = true;
            setSoTimeout(0);
          }
          out.write(bytes, offset, length);
        }
      };
    }

    private static boolean startsWith(byte[] bytes, int offset, int length) {
      return length >= ACCEPTED.length()
          && bytes[offset] == ACCEPTED.charAt(0)
          && bytes[offset + 1] == ACCEPTED.charAt(1);
    }
  }
}

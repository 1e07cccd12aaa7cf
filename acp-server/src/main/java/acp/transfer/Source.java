package acp.transfer;

import acp.event.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that sessions are imported from, and holds one or many of them. One thread. */
public interface Source extends AutoCloseable {

  /** The sessions in it, each to be read for itself. */
  List<Recording> recordings();

  @Override
  void close();

  /** A session that can be read, from its beginning and as often as is wanted. */
  interface Recording {

    /** What the file calls it; empty if nothing. */
    String name();

    /** Why it is not to be imported; empty if it is. */
    default String passedOver() {
      return "";
    }

    /**
     * Begins to read it.
     *
     * @throws TransferException if that cannot be done
     */
    Reading read();
  }

  /** One way through a session. */
  interface Reading extends AutoCloseable {

    /**
     * The next event, in ascending seq; null behind the last.
     *
     * @throws TransferException naming the place, if there is something that cannot be read
     */
    @Nullable Entry next();

    /** What the session is; only behind the last event. */
    Facts facts();

    @Override
    void close();
  }
}

package acp.transfer;

import acp.event.Entry;
import acp.event.Ids;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.JournalException;
import acp.session.SessionSummary;
import acp.session.Taken;
import acp.store.EventCodec;
import acp.transfer.Imported.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Sessions from files into the journal. A session is read twice: once to its end, so that all that
 * is wrong with it is known before anything is written, and once to write it. Of a session, however
 * long, a page is in memory at a time, and it is in the journal whole or not at all. Blocks its
 * caller.
 *
 * <p>A session keeps its id, and one of another program gets an id that follows from what it is
 * called there. So the same session is not imported twice; a different one under a taken id is
 * refused, unless it is to become a session of its own.
 */
public final class Import {
  private static final int PAGE_ROWS = 128;
  private static final int PAGE_BYTES = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String OTHER =
      "another session has this id here, or an older state of this one; --as-new gives it a new"
          + " id";

  private final Journal journal;
  private final List<Format> formats;
  private final Ids ids;
  private final EventCodec codec = new EventCodec();

  /**
   * An import.
   *
   * @param formats all that files may have, the most particular first
   * @param ids makes the ids of sessions that are to be new
   */
  public Import(Journal journal, List<Format> formats, Ids ids) {
    this.journal = journal;
    this.formats = List.copyOf(formats);
    this.ids = ids;
  }

  /**
   * What is wanted.
   *
   * @param format the name of the only format to take; null for whatever a file has
   * @param dryRun true to read and say what would be done
   * @param asNew true to give each session a new id
   */
  public record Wanted(@Nullable String format, boolean dryRun, boolean asNew) {}

  /** The names of the formats. */
  public List<String> formats() {
    return formats.stream().map(Format::name).distinct().toList();
  }

  /**
   * Imports a file, or the files in a folder and below that look like sessions. What is wrong with
   * one of them is told and does not keep the others from being imported.
   *
   * @param told what became of each session, as soon as it is known
   * @throws TransferException if there is no such file or folder, or no such format
   */
  public void run(Path fileOrFolder, Wanted wanted, Consumer<Imported> told) {
    String only = wanted.format();
    if (only != null && !formats().contains(only)) {
      throw new TransferException(
          "there is no format \"" + only + "\"; known are: " + String.join(", ", formats()));
    }
    for (Path file : Places.of(fileOrFolder)) {
      boolean named = file.equals(fileOrFolder);
      try {
        Format format = format(Head.of(file), only);
        if (format != null) {
          sessions(file, format, wanted, told);
        } else if (named) {
          told.accept(refused(file, "", "is no session that this program can read"));
        }
      } catch (TransferException | OutOfMemoryError | StackOverflowError e) {
        told.accept(refused(file, "", problem(e)));
      }
    }
  }

  /** What went wrong, in words. A file that asks for too much is refused as any other bad one. */
  private static String problem(Throwable failure) {
    return switch (failure) {
      case OutOfMemoryError _ -> "takes more memory than there is";
      case StackOverflowError _ -> "is nested too deep";
      default -> String.valueOf(failure.getMessage());
    };
  }

  private @Nullable Format format(Head head, @Nullable String only) {
    for (Format format : formats) {
      if ((only == null || only.equals(format.name())) && format.matches(head)) {
        return format;
      }
    }
    return null;
  }

  private void sessions(Path file, Format format, Wanted wanted, Consumer<Imported> told) {
    try (Source source = format.open(file)) {
      for (Source.Recording recording : source.recordings()) {
        told.accept(session(file, format.name(), recording, wanted));
      }
    } catch (TransferException | OutOfMemoryError | StackOverflowError e) {
      told.accept(refused(file, format.name(), problem(e)));
    }
  }

  private static Imported refused(Path file, String format, String problem) {
    return new Imported(file, format, "", null, null, Status.REFUSED, 0, Map.of(), problem);
  }

  private Imported session(Path file, String format, Source.Recording recording, Wanted wanted) {
    if (!recording.passedOver().isEmpty()) {
      return new Imported(
          file,
          format,
          recording.name(),
          null,
          null,
          Status.PASSED_OVER,
          0,
          Map.of(),
          recording.passedOver());
    }
    Seen seen = null;
    Status status = Status.REFUSED;
    String problem = "";
    SessionId id = null;
    try {
      seen = look(recording);
      id = wanted.asNew() ? ids.session() : seen.facts.session().id();
      SessionSummary there = journal.find(id).block(PATIENCE);
      if (there == null && !wanted.dryRun()) {
        adopt(id, seen, recording);
      }
      status = there == null ? Status.IMPORTED : compare(there, recording);
      problem = status == Status.REFUSED ? OTHER : "";
    } catch (TransferException | JournalException | OutOfMemoryError | StackOverflowError e) {
      problem = problem(e);
    }
    return new Imported(
        file,
        format,
        recording.name(),
        id,
        seen == null ? null : seen.facts.session().title(),
        status,
        seen == null ? 0 : seen.events,
        seen == null ? Map.of() : seen.facts.losses(),
        problem);
  }

  /** What a first reading found. */
  private record Seen(Facts facts, long events, String sum) {}

  private Seen look(Source.Recording recording) {
    Content content = new Content(codec);
    long events = 0;
    try (Source.Reading reading = recording.read()) {
      for (Entry entry = reading.next(); entry != null; entry = reading.next()) {
        content.add(entry);
        events++;
      }
      return new Seen(reading.facts(), events, content.sum());
    }
  }

  /** How the session that is there differs from the one that was read. */
  private Status compare(SessionSummary there, Source.Recording recording) {
    Content content = new Content(codec);
    try (Source.Reading reading = recording.read();
        Stream<Entry> all = journal.read(there.id(), 0).toStream(PAGE_ROWS)) {
      Iterator<Entry> kept = all.iterator();
      for (Entry entry = reading.next(); entry != null; entry = reading.next()) {
        if (!kept.hasNext() || !content.same(kept.next(), entry)) {
          return Status.REFUSED;
        }
      }
      return kept.hasNext() ? Status.GONE_ON : Status.ALREADY_THERE;
    }
  }

  private void adopt(SessionId id, Seen seen, Source.Recording recording) {
    SessionSummary read = seen.facts.session();
    SessionSummary session =
        new SessionSummary(
            id, read.cwd(), read.title(), read.createdAt(), read.updatedAt(), read.lastSeq());
    try (Source.Reading reading = recording.read()) {
      Content content = new Content(codec);
      Flux<List<Entry>> pages =
          Flux.generate(
              next -> {
                List<Entry> page = page(reading, content);
                if (!page.isEmpty()) {
                  next.next(page);
                } else if (content.sum().equals(seen.sum)) {
                  next.complete();
                } else {
                  next.error(new TransferException("the file was changed while it was read"));
                }
              });
      journal.adopt(session, seen.facts.traits(), pages).block();
    } catch (Taken byOneThatIsNotSeen) {
      throw new TransferException(
          "a session of this id was here and was deleted; --as-new gives it a new id",
          byOneThatIsNotSeen);
    }
  }

  private static List<Entry> page(Source.Reading reading, Content content) {
    List<Entry> page = new ArrayList<>();
    int bytes = 0;
    while (page.size() < PAGE_ROWS && bytes < PAGE_BYTES) {
      Entry entry = reading.next();
      if (entry == null) {
        break;
      }
      content.add(entry);
      bytes += content.length();
      page.add(entry);
    }
    return page;
  }
}

package acp.server;

import acp.cli.Kept;
import acp.event.Ids;
import acp.event.SessionId;
import acp.session.Journal;
import acp.session.JournalException;
import acp.session.SessionSummary;
import acp.tool.OneLine;
import acp.transfer.Export.Written;
import acp.transfer.Format;
import acp.transfer.Imported;
import acp.transfer.Places;
import acp.transfer.Target;
import acp.transfer.TransferException;
import acp.transfer.agentry.AgentryDatabase;
import acp.transfer.agentry.AgentryFile;
import acp.transfer.claude.ClaudeLines;
import acp.transfer.codex.CodexRollout;
import acp.transfer.goose.GooseDatabase;
import acp.transfer.goose.GooseExport;
import acp.transfer.own.DocumentWriter;
import acp.transfer.own.LinesWriter;
import acp.transfer.own.OwnFormat;
import acp.transfer.page.HtmlPage;
import acp.transfer.page.MarkdownPage;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of the store, for the commands that carry them out and in. */
final class SessionFiles implements Kept {
  private static final List<Target> TARGETS =
      List.of(
          new Target("jsonl", LinesWriter::new),
          new Target("json", DocumentWriter::new),
          new Target("md", MarkdownPage::new, false),
          new Target("html", HtmlPage::new, false));

  private static final List<Format> FORMATS =
      List.of(
          new OwnFormat(),
          new GooseDatabase(),
          new GooseExport(),
          new CodexRollout(),
          new ClaudeLines(),
          new AgentryFile(),
          new AgentryDatabase());

  private final Journal journal;
  private final acp.transfer.Export exports;
  private final acp.transfer.Import imports;
  private final @Nullable String readOnly;

  /** Sessions of a journal that may be written. */
  SessionFiles(Journal journal) {
    this(journal, null);
  }

  /**
   * Sessions of a journal.
   *
   * @param readOnly the store's name if nothing shall be written to it, else null
   */
  private SessionFiles(Journal journal, @Nullable String readOnly) {
    this.journal = journal;
    this.readOnly = readOnly;
    this.exports = new acp.transfer.Export(journal);
    this.imports = new acp.transfer.Import(journal, FORMATS, new Ids(Clock.systemUTC()));
  }

  /** Opens the store that the flags, the environment and the settings name. */
  static SessionFiles open(Map<String, String> flags) {
    return open(flags, System.getenv(), System.getProperty("user.home"));
  }

  /**
   * The same in an environment, and with a home folder, that are named.
   *
   * @throws SettingsException if something set cannot be used
   */
  static SessionFiles open(Map<String, String> flags, Map<String, String> env, String home) {
    Settings settings = Settings.read(flags, env, home);
    settings.check();
    Logs.start(settings.folders().logPattern());
    return new SessionFiles(
        Wiring.journal(settings), settings.readOnly() ? settings.dataDir().toString() : null);
  }

  @Override
  public List<String> exportFormats() {
    return TARGETS.stream().map(Target::name).toList();
  }

  @Override
  public List<String> importFormats() {
    return imports.formats();
  }

  @Override
  public void export(Export what, OutputStream standardOutput, Consumer<Told> told)
      throws IOException {
    Target target =
        TARGETS.stream()
            .filter(each -> each.name().equals(what.format()))
            .findFirst()
            .orElseThrow();
    boolean several = what.all() || what.sessions().size() > 1;
    if (several && what.out() != null) {
      Files.createDirectories(what.out());
    }
    if (what.all()) {
      for (SessionSummary session : exports.all()) {
        told.accept(export(session, target, what, standardOutput));
      }
    }
    for (String id : what.sessions()) {
      try {
        told.accept(export(exports.find(id), target, what, standardOutput));
      } catch (TransferException e) {
        told.accept(told(true, OneLine.of(id) + ": " + e.getMessage(), node(id)));
      }
    }
  }

  private Told export(SessionSummary session, Target target, Export what, OutputStream out)
      throws IOException {
    String id = session.id().value();
    ObjectNode node = node(id);
    try {
      Path file = file(session.id(), target, what.out());
      Written[] written = new Written[1];
      if (file == null) {
        written[0] = exports.write(session, target, what.redact(), out);
      } else {
        Places.write(
            file,
            what.replace(),
            into -> written[0] = exports.write(session, target, what.redact(), into));
      }
      String line =
          id
              + (file == null ? "" : " -> " + file)
              + ": "
              + written[0].events()
              + " events"
              + (what.redact() ? ", " + written[0].masked() + " secrets masked" : "");
      return told(false, line, node.put("events", written[0].events()));
    } catch (TransferException | JournalException e) {
      return told(true, id + ": " + e.getMessage(), node);
    }
  }

  /** Where a session goes; null for standard output. */
  private static @Nullable Path file(SessionId session, Target target, @Nullable Path out) {
    if (out == null || !Files.isDirectory(out)) {
      return out;
    }
    String name = session.value().replaceAll("[^0-9A-Za-z._-]|^\\.", "_");
    return out.resolve(name + "." + target.name());
  }

  @Override
  public void bring(Import what, Consumer<Told> told) {
    Path from = what.from();
    if (readOnly != null && !what.dryRun()) {
      throw new TransferException(
          "nothing was imported: the session store in "
              + readOnly
              + " is open for reading only; leave out --read-only, ACP_SERVER_READ_ONLY or"
              + " read_only, or see with --dry-run what would be imported");
    }
    try {
      imports.run(
          from,
          new acp.transfer.Import.Wanted(what.format(), what.dryRun(), what.asNew()),
          each -> told.accept(told(each, what.dryRun())));
    } catch (TransferException e) {
      throw new TransferException(from + " " + e.getMessage(), e);
    }
  }

  private static Told told(Imported each, boolean dryRun) {
    boolean failed = each.status() == Imported.Status.REFUSED;
    StringBuilder line = new StringBuilder(dryRun ? "would be " : "");
    line.append(word(each.status())).append("  ");
    String file = OneLine.of(each.file().toString());
    line.append(each.session() == null ? file : each.session());
    if (each.title() != null) {
      line.append("  \"").append(OneLine.of(each.title())).append('"');
    }
    if (each.events() > 0) {
      line.append("  ").append(each.events()).append(" events");
    }
    if (!each.format().isEmpty()) {
      line.append("  from ").append(each.format());
      line.append(each.name().isEmpty() ? "" : " " + OneLine.of(each.name()));
    }
    if (!each.problem().isEmpty()) {
      line.append("\n    ").append(file).append(": ").append(each.problem());
    }
    new TreeMap<>(each.losses())
        .forEach((what, count) -> line.append("\n    ").append(count).append(' ').append(what));
    return new Told(failed, line.toString(), json(each));
  }

  private static String word(Imported.Status status) {
    return switch (status) {
      case IMPORTED -> "imported";
      case ALREADY_THERE -> "there already";
      case GONE_ON -> "there already, and has gone on since";
      case PASSED_OVER -> "passed over";
      case REFUSED -> "refused";
    };
  }

  private static String json(Imported each) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("file", each.file().toString()).put("format", each.format());
    node.put("name", each.name());
    if (each.session() != null) {
      node.put("session", each.session().value());
    }
    if (each.title() != null) {
      node.put("title", each.title());
    }
    node.put("status", each.status().name().toLowerCase(Locale.ROOT));
    node.put("events", each.events());
    ObjectNode losses = node.putObject("losses");
    new TreeMap<>(each.losses()).forEach(losses::put);
    if (!each.problem().isEmpty()) {
      node.put("problem", each.problem());
    }
    return node.toString();
  }

  private static ObjectNode node(String session) {
    return JsonNodeFactory.instance.objectNode().put("session", session);
  }

  private static Told told(boolean failed, String line, ObjectNode node) {
    return new Told(failed, line, node.put("failed", failed).toString());
  }

  @Override
  public void close() {
    journal.close();
  }
}

package acp.store;

import acp.event.Content;
import acp.event.Event;
import acp.event.Grant;
import acp.event.Instructions;
import acp.event.Location;
import acp.event.Outcome;
import acp.event.PermissionOption;
import acp.event.PlanEntry;
import acp.event.Shown;
import acp.event.TurnId;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of {@link EventCodec}. What is null is left out; the same event always gives the
 * same text.
 */
final class EventWriter {
  private final JsonGenerator json;

  private EventWriter(JsonGenerator json) {
    this.json = json;
  }

  static String type(Event event) {
    return switch (event) {
      case Event.SessionOpened _ -> Types.SESSION_OPENED;
      case Event.PromptAccepted _ -> Types.PROMPT_ACCEPTED;
      case Event.MessageChunk _ -> Types.MESSAGE_CHUNK;
      case Event.MessageEnded _ -> Types.MESSAGE_ENDED;
      case Event.ToolCallStarted _ -> Types.TOOL_CALL_STARTED;
      case Event.ToolCallChanged _ -> Types.TOOL_CALL_CHANGED;
      case Event.ToolOutput _ -> Types.TOOL_OUTPUT;
      case Event.ToolCallEnded _ -> Types.TOOL_CALL_ENDED;
      case Event.FileChanged _ -> Types.FILE_CHANGED;
      case Event.FilesRestored _ -> Types.FILES_RESTORED;
      case Event.InstructionsLoaded _ -> Types.INSTRUCTIONS_LOADED;
      case Event.PermissionDecided _ -> Types.PERMISSION_DECIDED;
      case Event.PlanChanged _ -> Types.PLAN_CHANGED;
      case Event.PermissionAsked _ -> Types.PERMISSION_ASKED;
      case Event.PermissionAnswered _ -> Types.PERMISSION_ANSWERED;
      case Event.GrantsRevoked _ -> Types.GRANTS_REVOKED;
      case Event.ConfigChanged _ -> Types.CONFIG_CHANGED;
      case Event.TitleChanged _ -> Types.TITLE_CHANGED;
      case Event.UsageReported _ -> Types.USAGE_REPORTED;
      case Event.NoticeRaised _ -> Types.NOTICE_RAISED;
      case Event.CommandRun _ -> Types.COMMAND_RUN;
      case Event.PromptExpanded _ -> Types.PROMPT_EXPANDED;
      case Event.ContextCleared _ -> Types.CONTEXT_CLEARED;
      case Event.ContextTrimmed _ -> Types.CONTEXT_TRIMMED;
      case Event.ContextRestored _ -> Types.CONTEXT_RESTORED;
      case Event.Rewound _ -> Types.REWOUND;
      case Event.RewindUndone _ -> Types.REWIND_UNDONE;
      case Event.CompactionStarted _ -> Types.COMPACTION_STARTED;
      case Event.CompactionChunk _ -> Types.COMPACTION_CHUNK;
      case Event.CompactionEnded _ -> Types.COMPACTION_ENDED;
      case Event.TurnEnded _ -> Types.TURN_ENDED;
      case Event.Unknown e -> e.type();
    };
  }

  static void write(Event event, JsonGenerator json) throws IOException {
    if (event instanceof Event.Unknown unknown) {
      Trees.write(unknown.data(), json);
      return;
    }
    json.writeStartObject();
    new EventWriter(json).fields(event);
    json.writeEndObject();
  }

  private void fields(Event event) throws IOException {
    switch (event) {
      case Event.SessionOpened e -> sessionOpened(e);
      case Event.PromptAccepted e -> promptAccepted(e);
      case Event.MessageChunk e -> messageChunk(e);
      case Event.MessageEnded e -> messageEnded(e);
      case Event.ToolCallStarted e -> toolCallStarted(e);
      case Event.ToolCallChanged e -> toolCallChanged(e);
      case Event.ToolOutput e -> toolOutput(e);
      case Event.ToolCallEnded e -> toolCallEnded(e);
      case Event.FileChanged e -> fileChanged(e);
      case Event.FilesRestored e -> filesRestored(e);
      case Event.InstructionsLoaded e -> list("files", e.files(), this::instructions);
      case Event.PermissionDecided e -> permissionDecided(e);
      case Event.PlanChanged e -> list("entries", e.entries(), this::planEntry);
      case Event.PermissionAsked e -> permissionAsked(e);
      case Event.PermissionAnswered e -> permissionAnswered(e);
      case Event.GrantsRevoked e -> list("grants", e.grants(), this::grant);
      case Event.ConfigChanged e -> map("values", e.values());
      case Event.TitleChanged e -> {
        text("title", e.title());
        text("source", e.source() == null ? null : Words.of(e.source()));
      }
      case Event.UsageReported e -> usageReported(e);
      case Event.NoticeRaised e -> noticeRaised(e);
      case Event.CommandRun e -> {
        text("turn", e.turn().value());
        text("command", e.command());
      }
      case Event.PromptExpanded e -> {
        text("turn", e.turn().value());
        list("content", e.content(), this::content);
      }
      case Event.CompactionStarted e -> text("compaction", e.compaction().value());
      case Event.CompactionChunk e -> {
        text("compaction", e.compaction().value());
        text("text", e.text());
      }
      case Event.CompactionEnded e -> {
        text("compaction", e.compaction().value());
        text("status", Words.of(e.status()));
        text("text", e.text());
      }
      case Event.TurnEnded e -> turnEnded(e);
      case Event.ContextCleared _, Event.ContextRestored _ -> {}
      case Event.ContextTrimmed e -> json.writeNumberField("turns", e.turns());
      case Event.Rewound e -> {
        json.writeNumberField("from", e.from());
        json.writeNumberField("to", e.to());
        text("message", e.message().value());
        json.writeNumberField("turns", e.turns());
      }
      case Event.RewindUndone e -> json.writeNumberField("rewind", e.rewind());
      case Event.Unknown _ -> {}
    }
  }

  private void sessionOpened(Event.SessionOpened e) throws IOException {
    text("cwd", e.cwd());
    if (!e.roots().isEmpty()) {
      list("roots", e.roots(), json::writeString);
    }
    if (e.parent() != null) {
      text("parent", e.parent().value());
    }
  }

  private void promptAccepted(Event.PromptAccepted e) throws IOException {
    text("turn", e.turn().value());
    text("message", e.message().value());
    list("content", e.content(), this::content);
  }

  private void messageChunk(Event.MessageChunk e) throws IOException {
    text("message", e.message().value());
    text("role", Words.of(e.role()));
    text("text", e.text());
  }

  private void messageEnded(Event.MessageEnded e) throws IOException {
    text("message", e.message().value());
    tree("provider", e.providerData());
  }

  private void toolCallStarted(Event.ToolCallStarted e) throws IOException {
    text("call", e.call().value());
    text("message", e.message().value());
    text("name", e.name());
    text("title", e.title());
    text("kind", Words.of(e.kind()));
    if (!e.locations().isEmpty()) {
      list("locations", e.locations(), this::location);
    }
    tree("input", e.input());
    if (!e.shown().isEmpty()) {
      list("shown", e.shown(), this::shown);
    }
    tree("provider", e.providerData());
  }

  private void toolCallChanged(Event.ToolCallChanged e) throws IOException {
    text("call", e.call().value());
    if (e.status() != null) {
      text("status", Words.of(e.status()));
    }
    if (e.shown() != null) {
      list("shown", e.shown(), this::shown);
    }
  }

  private void toolOutput(Event.ToolOutput e) throws IOException {
    text("call", e.call().value());
    text("text", e.text());
  }

  private void toolCallEnded(Event.ToolCallEnded e) throws IOException {
    text("call", e.call().value());
    text("status", Words.of(e.status()));
    list("shown", e.shown(), this::shown);
    text("told", e.told());
    if (!e.pictures().isEmpty()) {
      list("pictures", e.pictures(), this::content);
    }
  }

  private void fileChanged(Event.FileChanged e) throws IOException {
    text("call", e.call().value());
    text("path", e.path());
    json.writeBooleanField("existed", e.existed());
    text("before", e.before());
    text("after", e.after());
    TurnId restores = e.restores();
    text("restores", restores == null ? null : restores.value());
    if (e.redone()) {
      json.writeBooleanField("redone", true);
    }
  }

  private void filesRestored(Event.FilesRestored e) throws IOException {
    text("turn", e.turn().value());
    list("paths", e.paths(), json::writeString);
    if (e.redone()) {
      json.writeBooleanField("redone", true);
    }
  }

  private void instructions(Instructions file) throws IOException {
    json.writeStartObject();
    text("path", file.path());
    json.writeNumberField("bytes", file.bytes());
    text("digest", file.digest());
    json.writeBooleanField("whole", file.whole());
    json.writeEndObject();
  }

  private void permissionDecided(Event.PermissionDecided e) throws IOException {
    text("call", e.call().value());
    text("tool", e.tool());
    text("subject", e.subject());
    json.writeBooleanField("allowed", e.allowed());
    text("basis", Words.of(e.basis()));
    text("rule", e.rule());
  }

  private void permissionAsked(Event.PermissionAsked e) throws IOException {
    text("call", e.call().value());
    list("options", e.options(), this::option);
  }

  private void permissionAnswered(Event.PermissionAnswered e) throws IOException {
    text("call", e.call().value());
    text("option", e.option());
    if (e.grant() != null) {
      json.writeFieldName("grant");
      grant(e.grant());
    }
  }

  private void grant(Grant grant) throws IOException {
    json.writeStartObject();
    text("tool", grant.tool());
    text("subject", grant.subject());
    json.writeEndObject();
  }

  private void usageReported(Event.UsageReported e) throws IOException {
    text("model", e.model());
    json.writeNumberField("input", e.input());
    json.writeNumberField("output", e.output());
    json.writeNumberField("cached", e.cached());
    if (e.written() != 0) {
      json.writeNumberField("written", e.written());
    }
    json.writeNumberField("window", e.window());
    if (e.cost() != 0) {
      json.writeNumberField("cost", e.cost());
    }
  }

  private void noticeRaised(Event.NoticeRaised e) throws IOException {
    text("severity", Words.of(e.severity()));
    text("title", e.title());
    text("description", e.description());
  }

  private void turnEnded(Event.TurnEnded e) throws IOException {
    text("turn", e.turn().value());
    switch (e.outcome()) {
      case Outcome.Stopped stopped -> text("stopped", Words.of(stopped.reason()));
      case Outcome.Failed failed -> {
        json.writeObjectFieldStart("failed");
        json.writeNumberField("code", failed.code());
        text("message", failed.message());
        if (!failed.data().isEmpty()) {
          map("data", failed.data());
        }
        json.writeEndObject();
      }
    }
  }

  private void content(Content content) throws IOException {
    json.writeStartObject();
    switch (content) {
      case Content.Text c -> {
        text("type", Types.TEXT);
        text("text", c.text());
      }
      case Content.Image c -> {
        text("type", Types.IMAGE);
        text("mime", c.mimeType());
        text("uri", c.uri());
        text("data", c.data());
      }
      case Content.Link c -> {
        text("type", Types.LINK);
        text("uri", c.uri());
        text("name", c.name());
        text("title", c.title());
        text("description", c.description());
        text("mime", c.mimeType());
        if (c.size() != null) {
          json.writeNumberField("size", c.size());
        }
      }
      case Content.Resource c -> {
        text("type", Types.RESOURCE);
        text("uri", c.uri());
        text("mime", c.mimeType());
        text("text", c.text());
        text("blob", c.blob());
      }
    }
    json.writeEndObject();
  }

  private void shown(Shown shown) throws IOException {
    json.writeStartObject();
    switch (shown) {
      case Shown.Block s -> {
        text("type", Types.BLOCK);
        json.writeFieldName("content");
        content(s.content());
      }
      case Shown.Diff s -> {
        text("type", Types.DIFF);
        text("path", s.path());
        text("old", s.oldText());
        text("new", s.newText());
      }
      case Shown.Terminal s -> {
        text("type", Types.TERMINAL);
        text("id", s.terminalId());
        text("output", s.output());
      }
    }
    json.writeEndObject();
  }

  private void location(Location location) throws IOException {
    json.writeStartObject();
    text("path", location.path());
    if (location.line() != null) {
      json.writeNumberField("line", location.line());
    }
    json.writeEndObject();
  }

  private void planEntry(PlanEntry entry) throws IOException {
    json.writeStartObject();
    text("content", entry.content());
    text("priority", Words.of(entry.priority()));
    text("status", Words.of(entry.status()));
    json.writeEndObject();
  }

  private void option(PermissionOption option) throws IOException {
    json.writeStartObject();
    text("id", option.id());
    text("name", option.name());
    text("kind", Words.of(option.kind()));
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private void tree(String name, @Nullable JsonNode value) throws IOException {
    if (value != null) {
      json.writeFieldName(name);
      Trees.write(value, json);
    }
  }

  private <T> void list(String name, List<T> values, Each<T> write) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      write.accept(value);
    }
    json.writeEndArray();
  }

  /** Sorted, because a map that was copied has no order of its own. */
  private void map(String name, Map<String, ?> values) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, ?> each : new TreeMap<>(values).entrySet()) {
      json.writeFieldName(each.getKey());
      scalar(each.getValue());
    }
    json.writeEndObject();
  }

  private void scalar(Object value) throws IOException {
    switch (value) {
      case Boolean b -> json.writeBoolean(b);
      case Double d -> json.writeNumber(d);
      case Float f -> json.writeNumber(f);
      case BigDecimal d -> json.writeNumber(d);
      case BigInteger i -> json.writeNumber(i);
      case Number n -> json.writeNumber(n.longValue());
      default -> json.writeString(value.toString());
    }
  }

  private interface Each<T> {
    void accept(T value) throws IOException;
  }
}

package acp.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a session: immutable, and what the journal keeps. Everything else is
 * made from events: the state of a session and the model's view of it are folds, what clients see
 * is a projection.
 *
 * <p>The journal is a file format: a variant is never renamed, a field is only added, and a folder
 * of golden files holds one of each.
 */
public sealed interface Event {

  /**
   * The session began.
   *
   * @param cwd as the client sent it, never made canonical, because clients compare the string
   * @param roots the additional directories, in the client's order
   * @param parent the session it was branched from; null for a session of its own
   */
  record SessionOpened(String cwd, List<String> roots, @Nullable SessionId parent)
      implements Event {
    public SessionOpened {
      requireNonNull(cwd, "cwd");
      roots = List.copyOf(roots);
    }
  }

  /** A prompt was taken in, and its turn began. */
  record PromptAccepted(TurnId turn, MessageId message, List<Content> content) implements Event {
    public PromptAccepted {
      requireNonNull(turn, "turn");
      requireNonNull(message, "message");
      content = List.copyOf(content);
    }
  }

  /**
   * The prompt of this turn names something that stands for more: the model is given this in its
   * place. Told before the model is asked; people see the prompt as they wrote it.
   */
  record PromptExpanded(TurnId turn, List<Content> content) implements Event {
    public PromptExpanded {
      requireNonNull(turn, "turn");
      content = List.copyOf(content);
    }
  }

  /** Some more of what the agent says or thinks. */
  record MessageChunk(MessageId message, Role role, String text) implements Event {
    public MessageChunk {
      requireNonNull(message, "message");
      requireNonNull(role, "role");
      requireNonNull(text, "text");
    }
  }

  /**
   * A message of the agent's is complete.
   *
   * @param providerData what the model's provider wants back with it, such as the signature of a
   *     thought; null for nothing
   */
  record MessageEnded(MessageId message, @Nullable JsonNode providerData) implements Event {
    public MessageEnded {
      requireNonNull(message, "message");
    }
  }

  /**
   * The model asked for a tool. Told before anything is done about it.
   *
   * @param message the agent's message that the call belongs to, which may have no text
   * @param name the tool's name, as the model knows it
   * @param title one line for people; for commands the command itself
   * @param input what the model passed; null when it could not be read
   * @param providerData what the model's provider wants back with the call; null for nothing
   */
  record ToolCallStarted(
      CallId call,
      MessageId message,
      String name,
      String title,
      ToolKind kind,
      List<Location> locations,
      @Nullable JsonNode input,
      List<Shown> shown,
      @Nullable JsonNode providerData)
      implements Event {

    /** A call with which the provider wants nothing back. */
    public ToolCallStarted(
        CallId call,
        MessageId message,
        String name,
        String title,
        ToolKind kind,
        List<Location> locations,
        @Nullable JsonNode input,
        List<Shown> shown) {
      this(call, message, name, title, kind, locations, input, shown, null);
    }

    public ToolCallStarted {
      requireNonNull(call, "call");
      requireNonNull(message, "message");
      requireNonNull(name, "name");
      requireNonNull(title, "title");
      requireNonNull(kind, "kind");
      locations = List.copyOf(locations);
      shown = List.copyOf(shown);
    }
  }

  /** A tool call moved on; null means unchanged, a list replaces the one before. */
  record ToolCallChanged(CallId call, @Nullable CallStatus status, @Nullable List<Shown> shown)
      implements Event {
    public ToolCallChanged {
      requireNonNull(call, "call");
      shown = shown == null ? null : List.copyOf(shown);
    }
  }

  /** Some more of what a running command prints. Superseded by what the ended call shows. */
  record ToolOutput(CallId call, String text) implements Event {
    public ToolOutput {
      requireNonNull(call, "call");
      requireNonNull(text, "text");
    }
  }

  /**
   * A tool call is over.
   *
   * @param status completed or failed
   * @param shown what the user sees, whole
   * @param told what the model is told
   * @param pictures what the model is shown besides
   */
  record ToolCallEnded(
      CallId call, CallStatus status, List<Shown> shown, String told, List<Content.Image> pictures)
      implements Event {

    /** A call that ends in words. */
    public ToolCallEnded(CallId call, CallStatus status, List<Shown> shown, String told) {
      this(call, status, shown, told, List.of());
    }

    public ToolCallEnded {
      requireNonNull(call, "call");
      if (!status.isFinal()) {
        throw new IllegalArgumentException("a call does not end " + status);
      }
      shown = List.copyOf(shown);
      requireNonNull(told, "told");
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * A tool is about to change a file. Told before it does, so that the change can be undone.
   *
   * @param path absolute
   * @param existed false if the call makes the file
   * @param before its text until now; null if there was none, if an earlier event of the turn holds
   *     it, or if it was no text and is lost
   * @param after {@link Digest} of what it will have
   * @param restores the turn whose change of the file a command takes back, or makes again; null
   *     for a change by a tool, and for one told of by a release that did not say
   * @param redone true if the change is made again
   */
  record FileChanged(
      CallId call,
      String path,
      boolean existed,
      @Nullable String before,
      String after,
      @Nullable TurnId restores,
      boolean redone)
      implements Event {

    /** A change by a tool. */
    public FileChanged(
        CallId call, String path, boolean existed, @Nullable String before, String after) {
      this(call, path, existed, before, after, null, false);
    }

    public FileChanged {
      requireNonNull(call, "call");
      requireNonNull(path, "path");
      requireNonNull(after, "after");
    }
  }

  /**
   * Files have again what they had before a turn, or, when that was taken back, after it.
   *
   * @param turn whose changes
   * @param paths absolute
   * @param redone true if the changes were made again
   */
  record FilesRestored(TurnId turn, List<String> paths, boolean redone) implements Event {
    public FilesRestored {
      requireNonNull(turn, "turn");
      paths = List.copyOf(paths);
    }
  }

  /** The model is given these files of instructions from here on, in this order. */
  record InstructionsLoaded(List<Instructions> files) implements Event {
    public InstructionsLoaded {
      files = List.copyOf(files);
    }
  }

  /**
   * It was decided whether a tool call may be done.
   *
   * @param subject exactly what it would do, such as a command line
   * @param rule the rule, in words, if it was one; null otherwise
   */
  record PermissionDecided(
      CallId call, String tool, String subject, boolean allowed, Basis basis, @Nullable String rule)
      implements Event {
    public PermissionDecided {
      requireNonNull(call, "call");
      requireNonNull(tool, "tool");
      requireNonNull(subject, "subject");
      requireNonNull(basis, "basis");
    }
  }

  /** The plan is now this, whole. */
  record PlanChanged(List<PlanEntry> entries) implements Event {
    public PlanChanged {
      entries = List.copyOf(entries);
    }
  }

  /** The user was asked whether a tool call may be done. */
  record PermissionAsked(CallId call, List<PermissionOption> options) implements Event {
    public PermissionAsked {
      requireNonNull(call, "call");
      options = List.copyOf(options);
    }
  }

  /**
   * The user answered, or the question was withdrawn.
   *
   * @param option the id of the option chosen; null when cancelled or not understood, which is
   *     never approval
   * @param grant what is allowed from now on; null for nothing
   */
  record PermissionAnswered(CallId call, @Nullable String option, @Nullable Grant grant)
      implements Event {
    public PermissionAnswered {
      requireNonNull(call, "call");
    }
  }

  /** What the user had allowed for the rest of the session is allowed no longer. */
  record GrantsRevoked(List<Grant> grants) implements Event {
    public GrantsRevoked {
      grants = List.copyOf(grants);
    }
  }

  /** Settings of the session changed, such as {@code mode}; only those that did. */
  record ConfigChanged(Map<String, String> values) implements Event {
    public ConfigChanged {
      values = Map.copyOf(values);
    }
  }

  /**
   * The session has a title.
   *
   * @param source who gave it; null where that was not kept
   */
  record TitleChanged(String title, @Nullable TitleSource source) implements Event {

    /** A title of which nobody knows who gave it. */
    public TitleChanged(String title) {
      this(title, null);
    }

    public TitleChanged {
      requireNonNull(title, "title");
    }
  }

  /**
   * A call to a model was accounted for.
   *
   * @param model provider and name
   * @param input tokens sent, cached ones included
   * @param output tokens received
   * @param cached of the tokens sent, those read from the provider's cache
   * @param written of the tokens sent, those written to the provider's cache
   * @param window the model's context size in tokens; 0 when unknown
   * @param cost the price, in billionths of a US dollar; 0 when unknown
   */
  record UsageReported(
      String model, long input, long output, long cached, long written, long window, long cost)
      implements Event {

    /** A call without a price, of which nothing went to a cache. */
    public UsageReported(String model, long input, long output, long cached, long window) {
      this(model, input, output, cached, 0, window, 0);
    }

    public UsageReported {
      requireNonNull(model, "model");
    }
  }

  /** Something people should know, and programs need not. */
  record NoticeRaised(Severity severity, String title, @Nullable String description)
      implements Event {
    public NoticeRaised {
      requireNonNull(severity, "severity");
      requireNonNull(title, "title");
    }
  }

  /**
   * One of the agent's own commands answers this turn: neither the prompt nor the answer is for the
   * model. Told before the answer.
   *
   * @param command its name, without the slash
   */
  record CommandRun(TurnId turn, String command) implements Event {
    public CommandRun {
      requireNonNull(turn, "turn");
      requireNonNull(command, "command");
    }
  }

  /** The model's context begins afresh; all that was before stays on disk and in every replay. */
  record ContextCleared() implements Event {}

  /**
   * The model's context begins with the last turns; all that was before stays on disk and in every
   * replay.
   *
   * @param turns how many stay, at least 1; if there are no more, nothing goes
   */
  record ContextTrimmed(int turns) implements Event {
    public ContextTrimmed {
      if (turns < 1) {
        throw new IllegalArgumentException("trimmed to " + turns);
      }
    }
  }

  /** The last clearing, trimming or compaction of the context that still stood is undone. */
  record ContextRestored() implements Event {}

  /**
   * The conversation was taken back: what stands from one seq to another is no part of it any more,
   * neither for the model nor for people. It stays on disk, and counts where it is about other
   * things than the conversation, such as settings, cost and the files.
   *
   * @param from the seq of the prompt that was taken back first
   * @param to the last seq taken back, below that of this event
   * @param message the prompt that was taken back first
   * @param turns how many prompts were taken back that were for the model
   */
  record Rewound(long from, long to, MessageId message, int turns) implements Event {
    public Rewound {
      if (from < 1 || to < from) {
        throw new IllegalArgumentException("rewound from " + from + " to " + to);
      }
      requireNonNull(message, "message");
    }
  }

  /**
   * What a rewind had taken back is part of the conversation again, in its old place.
   *
   * @param rewind the seq of its event
   */
  record RewindUndone(long rewind) implements Event {}

  /** The context is being summarised, to make room. */
  record CompactionStarted(CompactionId compaction) implements Event {
    public CompactionStarted {
      requireNonNull(compaction, "compaction");
    }
  }

  /** Some more of the summary. Superseded by what the ended compaction holds. */
  record CompactionChunk(CompactionId compaction, String text) implements Event {
    public CompactionChunk {
      requireNonNull(compaction, "compaction");
      requireNonNull(text, "text");
    }
  }

  /**
   * A compaction is over. If it completed, the model's context is the summary from here on.
   *
   * @param text the whole summary, or why it failed; null if it was cancelled
   */
  record CompactionEnded(CompactionId compaction, CompactionStatus status, @Nullable String text)
      implements Event {
    public CompactionEnded {
      requireNonNull(compaction, "compaction");
      requireNonNull(status, "status");
      if ((text == null) != (status == CompactionStatus.CANCELLED)) {
        throw new IllegalArgumentException("a compaction that " + status + " with " + text);
      }
    }
  }

  /** The turn is over; the last event of every turn. */
  record TurnEnded(TurnId turn, Outcome outcome) implements Event {
    public TurnEnded {
      requireNonNull(turn, "turn");
      requireNonNull(outcome, "outcome");
    }
  }

  /**
   * An event of a kind that this version does not know, kept whole so that newer history survives.
   */
  record Unknown(String type, JsonNode data) implements Event {
    public Unknown {
      requireNonNull(type, "type");
      requireNonNull(data, "data");
    }
  }

  /** Whose words a chunk holds. */
  enum Role {
    AGENT,
    THOUGHT
  }

  /** Who gave a session its title. */
  enum TitleSource {
    /** The first prompt begins so. */
    PROMPT,
    USER,
    /** The program that the session came from. */
    IMPORT
  }

  /** How a compaction ended. */
  enum CompactionStatus {
    COMPLETED,
    FAILED,
    CANCELLED
  }

  /** How much a notice matters. */
  enum Severity {
    INFO,
    WARNING,
    ERROR
  }
}

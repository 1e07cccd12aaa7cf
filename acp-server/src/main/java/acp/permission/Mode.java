package acp.permission;

import static java.util.Objects.requireNonNull;

import acp.event.Risk;
import org.jspecify.annotations.Nullable;

/** How much a session may do without asking. The ids are stored and sent: never renamed. */
public enum Mode {
  /** Looks freely, asks before it changes anything. */
  ASK("ask", "Ask", "Asks before it edits a file or runs a command that is not known to only look"),
  /** Edits freely, asks before it runs a command. */
  ACCEPT_EDITS(
      "accept_edits",
      "Accept edits",
      "Edits files of the workspace without asking, and asks before it runs a command"),
  /** Looks freely and changes nothing, not even when asked to. */
  PLAN(
      "plan", "Plan", "Looks and makes a plan; edits no file and runs nothing that may change one"),
  /** Does what stays inside the workspace. */
  AUTO(
      "auto",
      "Auto",
      "Edits and runs commands without asking, unless they leave the workspace or destroy what"
          + " cannot be got back");

  private final String id;
  private final String title;
  private final String description;

  Mode(String id, String title, String description) {
    this.id = requireNonNull(id, "id");
    this.title = requireNonNull(title, "title");
    this.description = requireNonNull(description, "description");
  }

  /** What settings and clients call it. */
  public String id() {
    return id;
  }

  /** A word or two for people. */
  public String title() {
    return title;
  }

  /** One sentence for people. */
  public String description() {
    return description;
  }

  /** True if the model may have a tool in this mode that does no worse than this. */
  public boolean offers(Risk worst) {
    return this != PLAN || worst == Risk.NONE || worst == Risk.NETWORK;
  }

  /** The mode of that id; null if there is none. */
  public static @Nullable Mode of(String id) {
    for (Mode mode : values()) {
      if (mode.id.equals(id)) {
        return mode;
      }
    }
    return null;
  }
}

package acp.session;

import org.jspecify.annotations.Nullable;

/**
 * Where a session comes from; null for what is not known.
 *
 * @param branch the git branch that was checked out at its start
 * @param commit the git commit that was checked out at its start
 * @param client the program that began it
 * @param clientVersion of that program
 */
public record Origin(
    @Nullable String branch,
    @Nullable String commit,
    @Nullable String client,
    @Nullable String clientVersion) {

  /** Nothing is known. */
  public static final Origin UNKNOWN = new Origin(null, null, null, null);

  private static final int LONGEST = 200;

  /** Cuts what is too long. */
  public Origin {
    branch = bounded(branch);
    commit = bounded(commit);
    client = bounded(client);
    clientVersion = bounded(clientVersion);
  }

  private static @Nullable String bounded(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }

  boolean isUnknown() {
    return branch == null && commit == null && client == null && clientVersion == null;
  }

  /** This, and what {@code other} knows besides. */
  public Origin or(Origin other) {
    return new Origin(
        branch == null ? other.branch : branch,
        commit == null ? other.commit : commit,
        client == null ? other.client : client,
        clientVersion == null ? other.clientVersion : clientVersion);
  }
}

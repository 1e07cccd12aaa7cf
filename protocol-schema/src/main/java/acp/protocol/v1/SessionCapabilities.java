package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The session methods, beside the baseline, that the agent serves.
 *
 * @param list offered when not {@code null}
 * @param delete offered when not {@code null}
 * @param additionalDirectories offered when not {@code null}
 * @param resume offered when not {@code null}
 * @param close offered when not {@code null}
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#session-capabilities">Initialization
 *     § session capabilities</a>
 */
public record SessionCapabilities(
    @Lenient @Nullable SessionListCapabilities list,
    @Lenient @Nullable SessionDeleteCapabilities delete,
    @Lenient @Nullable SessionAdditionalDirectoriesCapabilities additionalDirectories,
    @Lenient @Nullable SessionResumeCapabilities resume,
    @Lenient @Nullable SessionCloseCapabilities close,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing yet. */
  public static SessionCapabilities of() {
    return new SessionCapabilities(null, null, null, null, null, null);
  }

  /** The same with {@code list}. */
  public SessionCapabilities withList(SessionListCapabilities list) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }

  /** The same with {@code delete}. */
  public SessionCapabilities withDelete(SessionDeleteCapabilities delete) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }

  /** The same with {@code additionalDirectories}. */
  public SessionCapabilities withAdditionalDirectories(
      SessionAdditionalDirectoriesCapabilities additionalDirectories) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }

  /** The same with {@code resume}. */
  public SessionCapabilities withResume(SessionResumeCapabilities resume) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }

  /** The same with {@code close}. */
  public SessionCapabilities withClose(SessionCloseCapabilities close) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }

  /** The same with {@code meta}. */
  public SessionCapabilities withMeta(ObjectNode meta) {
    return new SessionCapabilities(list, delete, additionalDirectories, resume, close, meta);
  }
}

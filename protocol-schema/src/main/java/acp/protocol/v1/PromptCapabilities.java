package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of content, beside text and resource links, that a prompt may hold.
 *
 * @param image whether images are taken
 * @param audio whether sound is taken
 * @param embeddedContext whether embedded resources are taken
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#prompt-capabilities">Initialization
 *     § prompt capabilities</a>
 */
public record PromptCapabilities(
    @Lenient @WhenAbsent("false") boolean image,
    @Lenient @WhenAbsent("false") boolean audio,
    @Lenient @WhenAbsent("false") boolean embeddedContext,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing but the defaults. */
  public static PromptCapabilities of() {
    return new PromptCapabilities(false, false, false, null);
  }
}

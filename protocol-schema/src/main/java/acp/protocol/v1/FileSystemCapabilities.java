package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Which file methods the client serves.
 *
 * @param readTextFile whether {@code fs/read_text_file} is served
 * @param writeTextFile whether {@code fs/write_text_file} is served
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#filesystem">Initialization §
 *     filesystem</a>
 */
public record FileSystemCapabilities(
    @Lenient @WhenAbsent("false") boolean readTextFile,
    @Lenient @WhenAbsent("false") boolean writeTextFile,
    @Meta @Nullable ObjectNode meta) {
  /** Holds nothing but the defaults. */
  public static FileSystemCapabilities of() {
    return new FileSystemCapabilities(false, false, null);
  }
}

package acp.protocol.v1;

/**
 * Says by being there that the client shows context compactions.
 *
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#client-capabilities">Initialization
 *     § client capabilities</a>
 */
public record CompactionCapabilities() {}

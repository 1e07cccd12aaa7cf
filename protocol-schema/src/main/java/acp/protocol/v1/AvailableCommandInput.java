package acp.protocol.v1;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * What may follow a command's name. There is but one kind so far.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/slash-commands">Slash commands</a>
 */
@JsonDeserialize(as = UnstructuredCommandInput.class)
public sealed interface AvailableCommandInput permits UnstructuredCommandInput {}

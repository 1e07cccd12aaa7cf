/**
 * MCP servers: those that a client or the settings want a session to have. They are connected in
 * the background when a session is opened, and started again when they are lost; their tools and
 * resources are offered to the model beside our own tools, their prompts to the user beside our own
 * commands, and they may ask the user something while they work. One that is dead or slow costs
 * what it offers and a notice, never the session. The protocol and HTTP are the MCP SDK's, which
 * only this room names; processes, environment, secrets and what may be waited for are ours. Must
 * not know the agent, its commands, a model, a store or a version of the client's protocol.
 */
@NullMarked
package acp.mcp;

import org.jspecify.annotations.NullMarked;

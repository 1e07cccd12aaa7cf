/**
 * MCP servers: those that a client wants a session to have tools from. They are connected in the
 * background when a session is opened, and their tools are offered to the model beside our own; one
 * that is dead or slow costs its tools and a notice, never the session. The protocol and HTTP are
 * the MCP SDK's, which only this room names; processes, environment and what may be waited for are
 * ours. Must not know the agent, a model, a store or a version of the client's protocol.
 */
@NullMarked
package acp.mcp;

import org.jspecify.annotations.NullMarked;

package acp.mcp;

import acp.session.Turn;
import acp.tool.ToolContext;

/**
 * Who waits for a call, and whom a server can reach while it works on it.
 *
 * @param turn the turn that it is part of, and so the user's client
 * @param context of the call
 */
record Caller(Turn turn, ToolContext context) {}

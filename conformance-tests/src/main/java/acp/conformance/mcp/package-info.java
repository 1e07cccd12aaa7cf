/**
 * A small MCP server for agents to be judged with: it has one tool, and writes down what happens to
 * it.
 *
 * <p>The agent starts it like any other, as a process of its own that speaks over stdio. The room
 * knows nothing of transcripts and of the Agent Client Protocol; what it has written down is all
 * that the rest of the kit sees of it.
 */
@NullMarked
package acp.conformance.mcp;

import org.jspecify.annotations.NullMarked;

/**
 * Sessions between the built agent, as a process, and clients that others wrote: the official SDKs
 * of the protocol. They read and write the wire with types of their own, so they notice what the
 * kit and the agent, which share a schema, would misread in the same way. What an SDK cannot do is
 * said where its test works around it. The tests prompt for what the built-in stand-in of a model
 * does, and know nothing else of the agent.
 */
@NullMarked
package acp.interop;

import org.jspecify.annotations.NullMarked;

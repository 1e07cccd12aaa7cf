/**
 * Judges an agent by what it says on its stdio, requirement by requirement.
 *
 * <p>A {@link acp.conformance.Transcript} is a text file of lines to say and lines to hear, and
 * names the {@link acp.conformance.Requirement}s that it shows; a {@code Player} plays it to an
 * {@code AgentProcess}, while {@code WireRules} watch every line for what holds in any
 * conversation. A {@code Run} draws the verdicts, and reports tell it. The room knows the protocol
 * as it is on the wire, by the schema that is generated from its types, and no agent: it must not
 * name a class of one, nor depend on where one keeps its files.
 */
@NullMarked
package acp.conformance;

import org.jspecify.annotations.NullMarked;

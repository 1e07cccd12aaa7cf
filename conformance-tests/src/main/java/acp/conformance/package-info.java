/**
 * Judges an agent by what it says on its stdio: plays transcripts to a fresh process of it and
 * compares.
 *
 * <p>A {@link acp.conformance.Transcript} is a text file of lines to say and lines to hear; a
 * {@code Player} plays it to an {@code AgentProcess}, while {@code WireRules} watch every line for
 * what holds in any conversation. The room knows the protocol as it is on the wire and no agent: it
 * must not name a class of one, nor depend on where one keeps its files.
 */
@NullMarked
package acp.conformance;

import org.jspecify.annotations.NullMarked;

/**
 * A small agent with the scripted model, plain and honest, for the tests of the kit: the kit must
 * pass it, and must catch each {@link acp.conformance.honest.Fault} it is told to have. It shares
 * no code with the kit, on purpose.
 */
@NullMarked
package acp.conformance.honest;

import org.jspecify.annotations.NullMarked;

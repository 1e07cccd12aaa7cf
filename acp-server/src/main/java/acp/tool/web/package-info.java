/**
 * The tool that reads from the web, and what it takes to do so safely: which addresses may be
 * asked, bounds on what is read, and the text of a page. A page is material for the model, never an
 * order. Sends no cookies and no credentials. Knows no model, no permission policy, no session and
 * no protocol version. Nothing of it is loaded before the first call.
 */
@NullMarked
package acp.tool.web;

import org.jspecify.annotations.NullMarked;

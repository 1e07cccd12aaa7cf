package acp.mcp;

import java.util.List;

/**
 * What a server offers, as it has last said.
 *
 * @param resources true if it has resources, now or later
 */
record Catalogue(List<Offer> tools, List<PromptOffer> prompts, boolean resources) {
  static final Catalogue EMPTY = new Catalogue(List.of(), List.of(), false);

  Catalogue {
    tools = List.copyOf(tools);
    prompts = List.copyOf(prompts);
  }

  Catalogue withTools(List<Offer> other) {
    return new Catalogue(other, prompts, resources);
  }

  Catalogue withPrompts(List<PromptOffer> other) {
    return new Catalogue(tools, other, resources);
  }
}

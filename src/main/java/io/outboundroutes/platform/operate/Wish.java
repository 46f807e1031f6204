package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.run.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A run that an operator wants.
 *
 * @param workflow its id
 * @param mode whether it may write
 * @param again whether what the store knows as done is done again
 * @param key what makes asking twice asking once, within the workflow and what it is asked through; null: each is a wish
 *     of its own
 */
public record Wish(
        String workflow, Mode mode, boolean again, @Nullable String key) {}

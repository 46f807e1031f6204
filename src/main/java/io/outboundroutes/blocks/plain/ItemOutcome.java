package io.outboundroutes.blocks.plain;

import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.WorkflowProfile;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code outcome}: what an act route written in YAML alone leaves as its body. The answer's latency is taken from
 * the variable {@code answer} when there is one. Stateless.
 *
 * <pre>
 * - bean: { ref: outcome, method: "done('created')" }
 * - bean: { ref: outcome, method: "failed('the vendor knows no such list')" }
 * </pre>
 */
public final class ItemOutcome {

    /**
     * The item is done.
     *
     * @param word how the report names it, one of {@link WorkflowProfile#DONE}; another one, which the gates refuse when
     *     it is written out, is told as the reason: what was done must not be done again for the sake of a word
     */
    public ItemResult done(String word, @Variable("answer") @Nullable Object answer) {
        if (!WorkflowProfile.DONE.contains(word)) {
            String reason = "outcome.done('" + word + "') is none of " + new TreeSet<>(WorkflowProfile.DONE);
            return new ItemResult(Fate.DONE, "done", reason, Map.of(), latency(answer));
        }
        return new ItemResult(Fate.DONE, word, null, Map.of(), latency(answer));
    }

    /**
     * The item is refused; a later run offers it again.
     *
     * @param reason for people; free of secrets and personal data
     */
    public ItemResult failed(String reason, @Variable("answer") @Nullable Object answer) {
        return new ItemResult(Fate.REJECTED, "failed", reason, Map.of(), latency(answer));
    }

    private static @Nullable Long latency(@Nullable Object answer) {
        return answer instanceof VendorAnswer given ? given.latencyMs() : null;
    }
}

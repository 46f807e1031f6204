package io.outboundroutes.app;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares what a token grants with what the operations of the workflows in use need (all3). Says nothing when the token
 * answer lists no scopes. Thread-safe.
 *
 * @param vendor for the message
 * @param mode {@code warn}, {@code fail} or {@code off}
 * @param operations the operations that a workflow, or one that is switched on, calls
 */
record ScopeCheck(String vendor, String mode, Function<String, Collection<Operation>> operations) {

    /** Scopes that a token lacks for a workflow and for those that are switched on. */
    private Set<String> missing(String workflow, Set<String> granted) {
        return missing(operations.apply(workflow), granted);
    }

    /** Scopes that operations need and that are not among these; none when these are not told. */
    static Set<String> missing(Collection<Operation> operations, Set<String> granted) {
        Set<String> missing = new TreeSet<>();
        if (!granted.isEmpty()) {
            operations.stream()
                    .map(Operation::scope)
                    .filter(scope -> !scope.isEmpty() && !granted.contains(scope))
                    .forEach(missing::add);
        }
        return missing;
    }

    /** Warns of, or fails for, what a new token lacks. */
    void check(RunContext run, Token token) {
        Set<String> missing = mode.equals("off") ? Set.of() : missing(run.workflow(), token.scopes());
        if (missing.isEmpty()) {
            return;
        }
        String message = "The token of " + vendor + " lacks the scopes " + String.join(", ", missing)
                + "; add them to the OAuth client in the vendor's admin console";
        if (mode.equals("fail")) {
            throw new CallFailed(
                    CallFailed.Kind.REFUSED, CallFailed.TOKEN, null, null, message + " (oauth.scope-check=fail).");
        }
        run.warn(new Problem("missing-scopes", message));
    }
}

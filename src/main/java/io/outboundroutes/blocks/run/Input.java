package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.RunInputs;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Bean {@code input}: the rows that a run was asked for with, from the command line, the inbox or REST. Thread-safe. */
public final class Input {

    private final RunInputs inputs;

    public Input(RunInputs inputs) {
        this.inputs = inputs;
    }

    /**
     * The rows as JSON values, mostly maps, in their order; read while they are consumed. None when the run was asked for
     * without an input, as by its schedule.
     */
    public Iterator<@Nullable Object> rows(@Variable(Variables.RUN) RunContext run) {
        Iterator<String> rows = inputs.rows(run.id());
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public @Nullable Object next() {
                return Json.parse(rows.next().getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** Whether the run was asked for with an input, be it an empty one. */
    public boolean given(@Variable(Variables.RUN) RunContext run) {
        return inputs.given(run.id());
    }
}

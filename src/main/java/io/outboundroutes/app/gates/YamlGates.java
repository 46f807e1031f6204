package io.outboundroutes.app.gates;

import java.nio.file.Path;
import java.util.List;

/**
 * The static gates over a routes directory, run by {@code check} and at the start of {@code serve} and {@code dev}.
 *
 * <p>Reads {@code <workflow>.camel.yaml} and {@code vendors/<vendor>-<dialect>.camel.yaml}; starts no Camel. Files of dialects
 * that are not selected are held to the same rules, but are not part of the graph: their ids may equal those of the selected
 * one, and their {@code direct:} targets are not followed. {@code LoadGate} adds what only Camel itself can tell.
 */
public final class YamlGates {

    private static final List<GateRule> RULES = List.of(
            new DuplicateKeysRule(),
            new SchemaRule(),
            new IdsRule(),
            new TargetsRule(),
            new StepsRule(),
            new BannedRule(),
            new SplitOverReadRule(),
            new BlockParametersRule(),
            new PropertyKeysRule(),
            new LimitsRule(),
            new SecretsRule(),
            new WorkflowRule(),
            new OutcomeRule());

    private YamlGates() {}

    /**
     * Every finding at once, sorted. Never throws for what stands in the files: an unreadable or malformed file is a finding.
     * Where a dialect is selected that there is not, that is the finding; the rest is judged with one that there is, since every
     * call of a vendor without one would be a finding too.
     */
    public static GateReport inspect(Path routesDirectory, GateContext context) {
        Findings findings = new Findings();
        RouteFiles files = RouteFiles.read(routesDirectory, context, findings);
        new DialectsRule().check(files, context, findings);
        GateContext present = DialectsRule.present(files, context);
        RouteFiles judged = present.equals(context) ? files : RouteFiles.read(routesDirectory, present, new Findings());
        RULES.forEach(rule -> rule.check(judged, present, findings));
        return new GateReport(
                findings.all(),
                files.all().stream().map(RouteFile::name).toList(),
                files.routes().size(),
                files.routes().stream().mapToInt(r -> r.allSteps().size()).sum());
    }
}

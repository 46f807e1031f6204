package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.intake.InputColumns;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The workflows of a house, as an operator sees them. Implementations are thread-safe. */
public interface Workflows {

    /** The ids of all that the loaded routes make up. */
    Set<String> ids();

    /** Whether a workflow is switched on; one that is not is run by the command line only. */
    boolean enabled(String workflow);

    /** The setting that switches a workflow on. */
    String enablingKey(String workflow);

    /** Whether its routes read an input. */
    boolean takesInput(String workflow);

    /** What the header of a CSV input must tell. */
    InputColumns columns(String workflow);

    /** When its schedule fires next, paused or not; empty when it has none, or none fires in this process. */
    Optional<Instant> nextFiring(String workflow);
}

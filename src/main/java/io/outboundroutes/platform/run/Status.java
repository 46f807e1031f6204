package io.outboundroutes.platform.run;

import java.util.Map;

/** What a run's items and failures make of it (all12). Stateless. */
public final class Status {

    private Status() {}

    /**
     * The status of a run that ended.
     *
     * @param profile which outcomes mean done
     * @param outcomes how many settled items have which outcome
     * @param open how many items are not settled
     * @param planned whether there is a plan; without one the run failed
     */
    public static RunStatus of(WorkflowProfile profile, Map<String, Long> outcomes, long open, boolean planned) {
        if (!planned) {
            return RunStatus.FAILED;
        }
        long done = 0;
        long notDone = open;
        for (Map.Entry<String, Long> outcome : outcomes.entrySet()) {
            if (profile.done().contains(outcome.getKey())) {
                done += outcome.getValue();
            } else if (!profile.neutral().contains(outcome.getKey())) {
                notDone += outcome.getValue();
            }
        }
        if (notDone == 0) {
            return RunStatus.SUCCEEDED;
        }
        return done == 0 ? RunStatus.FAILED : RunStatus.PARTIAL;
    }
}

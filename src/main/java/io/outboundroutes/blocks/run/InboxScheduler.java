package io.outboundroutes.blocks.run;

import org.apache.camel.pollconsumer.quartz.QuartzScheduledPollConsumerScheduler;

/**
 * Polls an inbox by a Quartz cron expression, {@code scheduler: "#inboxScheduler"} of a {@code file:} consumer. Camel's own
 * {@code quartz} fails to stop when it was never started, as in every process that does not serve: two warnings at the end
 * of each command (measured on 4.18.0). One per consumer.
 */
public final class InboxScheduler extends QuartzScheduledPollConsumerScheduler {

    private volatile boolean begun;

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        begun = true;
    }

    @Override
    public void unscheduleTask() {
        if (begun) {
            super.unscheduleTask();
        }
    }
}

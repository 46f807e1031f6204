package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.blocks.webhook.WebhookPolicy;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookPolicyTest {

    private static final int ATTEMPTS = Settings.load(SettingsSources.none()).get(HouseKeys.WEBHOOK_MAX_ATTEMPTS);

    private final WebhookPolicy policy = new WebhookPolicy(ATTEMPTS, Duration.ofSeconds(10), 1024);

    @Test
    void all15_waitsGrowFourfoldUpToAnHour() {
        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(policy::delayAfter)
                        .map(Duration::toSeconds)
                        .toList())
                .containsExactly(1L, 4L, 16L, 64L, 256L, 1024L, 3600L, 3600L);
    }

    @Test
    void all15_anEventIsTriedForADayBeforeItIsParked() {
        Duration until =
                IntStream.range(1, ATTEMPTS).mapToObj(policy::delayAfter).reduce(Duration.ZERO, Duration::plus);

        assertThat(until).isBetween(Duration.ofHours(24), Duration.ofHours(25));
    }
}

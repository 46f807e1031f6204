package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IdSetTest {

    @Test
    void seg8_anIdCostsAtMostSixteenBytesOnceThereAreEnough() {
        IdSet ids = new IdSet();
        double worst = 0;
        for (int i = 0; i < 400_000; i++) {
            assertThat(ids.add("0f8fad5b-d9cb-469f-a165-" + (100_000_000_000L + i)))
                    .isTrue();
            if (i >= 2_000) {
                worst = Math.max(worst, (double) ids.bytes() / ids.size());
            }
        }

        assertThat(ids.size()).isEqualTo(400_000);
        assertThat(worst).isBetween(8.0, 16.0);
    }

    @Test
    void seg8_idsThatDifferALittleHaveDifferentHashes() {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            hashes.add(IdSet.hash(Integer.toString(i)));
            hashes.add(IdSet.hash("c" + i + "x"));
        }

        assertThat(hashes).hasSize(400_000);
        assertThat(IdSet.hash("a")).isNotEqualTo(IdSet.hash("\u0000a"));
        assertThat(IdSet.hash("aaaa")).isNotEqualTo(IdSet.hash("aaaa\u0000"));
    }

    @Property(tries = 200)
    void seg8_behavesLikeASetOfHashes(@ForAll("hashes") List<Long> hashes) {
        IdSet ids = new IdSet();
        Set<Long> expected = new HashSet<>();

        for (long hash : hashes) {
            assertThat(ids.addHash(hash)).isEqualTo(expected.add(hash));
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        hashes.forEach(hash -> assertThat(ids.addHash(hash)).isFalse());
    }

    /** Among them zero, and hashes that crowd into one table and into its last slot. */
    @Provide
    Arbitrary<List<Long>> hashes() {
        Arbitrary<Long> crowded = Arbitraries.longs().between(0, 100).map(n -> 0xFFFF_FFFF_0000_0000L | n << 6);
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-3, 3), crowded)
                .list()
                .ofMaxSize(300);
    }
}

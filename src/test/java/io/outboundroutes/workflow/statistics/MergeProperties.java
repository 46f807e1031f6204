package io.outboundroutes.workflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A campaign's calls, day by day; whatever the split, the same figures are told as for the whole. */
final class MergeProperties {

    /** What happened on one day. */
    private record Day(int attempted, int connected, long talkedMillis, int converted) {

        static Day of(int seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int attempted = random.nextInt(5) == 0 ? 0 : random.nextInt(10_000);
            int connected = attempted == 0 ? 0 : random.nextInt(attempted + 1);
            long talked = connected * random.nextLong(900_000) + (connected == 0 ? 0 : random.nextInt(connected));
            int converted = attempted == 0 ? 0 : random.nextInt(attempted + 1);
            return new Day(attempted, connected, talked, converted);
        }
    }

    @Property(tries = 500)
    void sta1_theMergeOfAnySplitEqualsTheWhole(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0) Integer> seeds,
            @ForAll @Size(min = 1, max = 39) List<@IntRange(min = 1, max = 5) Integer> lengths,
            @ForAll boolean percent) {
        List<Day> days = seeds.stream().map(Day::of).toList();
        List<Map<String, Object>> pieces = new ArrayList<>();
        for (int from = 0, i = 0; from < days.size(); i++) {
            int to = Math.min(days.size(), from + lengths.get(i % lengths.size()));
            pieces.add(answer(days.subList(from, to), percent));
            from = to;
        }

        CampaignStatistics merged =
                CampaignStatistics.of(Stats.query(90), new ArrayList<>(pieces), Stats.TABLE, Map.of(), Stats.NOW);

        CampaignStatistics whole =
                CampaignStatistics.of(Stats.query(1), List.of(answer(days, percent)), Stats.TABLE, Map.of(), Stats.NOW);
        assertThat(shown(merged)).isEqualTo(shown(whole));
    }

    /** The vendor's answer, with far more digits than are told; rates of numbers with as many as are told. */
    private static Map<String, Object> answer(List<Day> days, boolean percent) {
        BigDecimal attempted =
                sum(days.stream().map(day -> (long) day.attempted()).toList());
        BigDecimal connected =
                sum(days.stream().map(day -> (long) day.connected()).toList());
        BigDecimal talked = sum(days.stream().map(Day::talkedMillis).toList());
        BigDecimal converted =
                sum(days.stream().map(day -> (long) day.converted()).toList());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("callsAttempted", attempted.toBigInteger());
        answer.put("callsConnected", connected.toBigInteger());
        answer.put("avgCallDuration", ratio(talked, connected));
        BigDecimal rate = ratio(converted, attempted);
        answer.put("conversionRate", percent ? rate.movePointRight(2).toPlainString() + "%" : rate);
        return answer;
    }

    private static BigDecimal sum(List<Long> values) {
        return new BigDecimal(values.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add));
    }

    private static BigDecimal ratio(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() == 0 ? BigDecimal.ZERO : dividend.divide(divisor, MathContext.DECIMAL128);
    }

    /** A rate that came as a number is told with all its digits when nothing was merged. */
    private static Map<String, Object> shown(CampaignStatistics told) {
        Map<String, Object> shown = new LinkedHashMap<>();
        told.numbers()
                .forEach((name, number) ->
                        shown.put(name, Numbers.rounded(number, 4).toPlainString()));
        return shown;
    }
}

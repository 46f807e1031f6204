package io.outboundroutes.workflow.engagement;

import io.outboundroutes.workflow.engagement.ListReading.Role;
import io.outboundroutes.workflow.engagement.ScoreRule.Verdict;
import io.outboundroutes.workflow.engagement.SyncPlan.PlanWarning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides from complete readings of the lists what is posted and what is taken off (eng1, eng2, all23). Immutable. */
public final class SyncPlanner {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final SyncOptions options;

    public SyncPlanner(SyncOptions options) {
        this.options = options;
    }

    /**
     * Decides.
     *
     * @param source what was read of the source
     * @param target what was read of the target
     * @param destination what was read of the destination, when it is a list of its own; else null
     */
    public SyncPlan plan(ListReading source, ListReading target, @Nullable ListReading destination) {
        ContactIds qualified = source.ids();
        ContactIds both = qualified.where(target::isActive);
        ContactIds wanted = options.mode() == SyncMode.QUALIFIED ? qualified : both;
        ContactIds there = (destination == null ? target : destination).ids();
        boolean postsToItself = options.mode() == SyncMode.INTERSECT && destination == null;
        ContactIds toAdd = postsToItself ? wanted : wanted.minus(there);
        ContactIds toRemove = options.remove() ? there.minus(wanted) : new ContactIds();
        long newThere = postsToItself ? 0 : toAdd.size();

        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("sourceRead", source.received());
        counts.put("sourceQualified", (long) qualified.size());
        counts.put("targetRead", target.received());
        counts.put("intersection", (long) both.size());
        counts.put("newAtDestination", newThere);
        List<PlanWarning> warnings = new ArrayList<>();
        warnAboutRead(source, warnings);
        warnAboutRead(target, warnings);
        if (destination != null) {
            warnAboutIds(destination, warnings);
        }
        if (postsToItself && !toAdd.isEmpty()) {
            warnings.add(new PlanWarning(
                    "nothing-new",
                    "All " + toAdd.size() + " contacts to post are on the target list already, so posting them changes"
                            + " nothing; name another list in engagement.destination-list-id, or choose"
                            + " engagement.mode=qualified"));
        }
        return new SyncPlan(
                toAdd,
                toRemove,
                counts,
                warnings,
                refusal(toAdd.size(), toRemove.size(), there.size(), source, target));
    }

    private @Nullable String refusal(int toAdd, int toRemove, int there, ListReading source, ListReading target) {
        boolean unsure = source.rejected() > 0 || (options.mode() == SyncMode.INTERSECT && target.rejected() > 0);
        if (toRemove > 0 && unsure) {
            return "The plan wants to take " + toRemove + " contacts off the list " + options.destination() + ", but "
                    + (source.rejected() + target.rejected())
                    + " contacts read could not be told by their ids, and may be"
                    + " among them; nothing was written. Look at the warnings, or set engagement.remove=false";
        }
        if (toAdd > options.maxPosted()) {
            return "The plan wants to post " + toAdd + " contacts, engagement.max-posted=" + options.maxPosted()
                    + " allows fewer; nothing was written. Check engagement.min-score and the lists, or raise it";
        }
        BigDecimal share = BigDecimal.valueOf(toRemove).multiply(HUNDRED);
        if (share.compareTo(options.maxRemoval().multiply(BigDecimal.valueOf(there))) > 0) {
            return "The plan wants to take " + toRemove + " of " + there + " contacts off the list "
                    + options.destination() + ", engagement.max-removal="
                    + options.maxRemoval().toPlainString()
                    + "% allows fewer; nothing was written. Check engagement.min-score and the lists, or raise it";
        }
        return null;
    }

    private static void warnAboutRead(ListReading reading, List<PlanWarning> warnings) {
        String list = name(reading.role());
        if (reading.received() == 0) {
            warnings.add(new PlanWarning("empty-read", "The " + list + " list holds no contact"));
        }
        warnAboutIds(reading, warnings);
        long missing = reading.count(Verdict.SCORE_MISSING);
        long absent = reading.count(Verdict.SCORE_NULL);
        long odd = reading.count(Verdict.SCORE_ODD);
        if (missing + absent + odd > 0) {
            warnings.add(new PlanWarning(
                    "unusable-scores",
                    (missing + absent + odd) + " contacts of the " + list + " list have no usable engagementScore ("
                            + missing + " missing, " + absent + " null, " + odd
                            + " odd: no number, negative, or above engagement.max-score); they do not qualify"));
        }
    }

    private static void warnAboutIds(ListReading reading, List<PlanWarning> warnings) {
        if (reading.rejected() > 0) {
            warnings.add(new PlanWarning(
                    "rejected-contacts",
                    reading.rejected() + " contacts of the " + name(reading.role())
                            + " list have no usable id (a text, not blank); they are left out"));
        }
    }

    private static String name(Role role) {
        return switch (role) {
            case SOURCE -> "source";
            case TARGET -> "target";
            case DESTINATION -> "destination";
        };
    }
}

package io.outboundroutes.workflow.contacts;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may choose about contacting people.
 *
 * @param idPattern what ids must match besides the rule ({@code contacts.id-pattern})
 * @param channelOrder the order in which channels are tried; those left out are never used
 *     ({@code contacts.channel-order})
 * @param validationTimeout how long the vendor's check is waited for ({@code contacts.validation-timeout})
 * @param poll the time between two looks ({@code contacts.poll})
 * @param proceedWhilePending whether a check that is still pending then is passed over ({@code contacts.pending=proceed})
 * @param callingWindow when people may be contacted; null: at any time ({@code contacts.calling-window})
 */
public record ContactsOptions(
        Pattern idPattern,
        List<Channel> channelOrder,
        Duration validationTimeout,
        Duration poll,
        boolean proceedWhilePending,
        @Nullable CallingWindow callingWindow) {

    public ContactsOptions {
        channelOrder = List.copyOf(channelOrder);
    }

    /** The defaults. */
    public static ContactsOptions defaults() {
        return new ContactsOptions(
                RowReader.ID, List.of(Channel.values()), Duration.ofSeconds(30), Duration.ofSeconds(2), false, null);
    }
}

package dev.gradus.playground.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.Answers;
import dev.gradus.playground.Session;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Links that a page did not write, but that look as if it had. */
class HostileAddressProperties {
    /** Bytes that pass the check and mean nothing: the check is no lock. */
    @Property(tries = 100)
    void hostileBytesAreRefusedOrOpened(@ForAll byte[] bytes, @ForAll @IntRange(max = 200) int at, @ForAll byte one) {
        opens(Address.sealed(bytes));
        Session session = new Session();
        session.example("rule");
        byte[] state = Address.opened(session.address("p"));
        state[at % state.length] = one;
        opens(Address.sealed(state));
    }

    private static void opens(String address) {
        Session session = new Session();
        Answers answer = Answers.of(session.open(address));
        assertThat(answer.has("message") || answer.has("lines")).isTrue();
        session.train(1);
    }
}

package dev.gradus.playground.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.Session;
import dev.gradus.playground.link.Link.Seal;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A link that the page wrote is whole; one that was changed or cut off is recognized. */
class LinkProperties {
    private static Session solved() {
        Session session = new Session();
        session.example("and");
        session.train(12);
        return session;
    }

    @Property(tries = 200)
    void textsComeBack(@ForAll String text) {
        String plain = text.replaceAll("[\\ud800-\\udfff]", "?"); // half a character has no UTF-8
        assertThat(Link.encoded(plain)).matches("[A-Za-z0-9.%-]*");
        assertThat(Link.decoded(Link.encoded(plain))).isEqualTo(plain);
        Link link = Link.of(Link.sealed("1abc&answer=" + Link.encoded(plain)));
        assertThat(link.seal()).isEqualTo(Seal.WHOLE);
        assertThat(link.address()).isEqualTo("1abc");
        assertThat(link.word("answer")).contains(plain);
        assertThat(link.word("tries")).isEmpty();
    }

    @Example
    void everyChangedLetterIsNoticed() {
        String whole = solved().link("t", "tries=0shape.2rule");
        assertThat(Link.of(whole).seal()).isEqualTo(Seal.WHOLE);
        for (int i = 0; i < whole.length(); i++) {
            for (char other : "A0z_.&=%\u00e9".toCharArray()) {
                String changed = whole.substring(0, i) + other + whole.substring(i + 1);
                if (!changed.equals(whole)) {
                    assertThat(isAccepted(changed))
                            .as("letter %d: %s", i, changed)
                            .isFalse();
                }
            }
        }
    }

    @Example
    void everyCutIsNoticed() {
        String whole = solved().link("t", "tries=0shape.2rule");
        for (int length = 2; length < whole.length(); length++) {
            assertThat(Link.of(whole.substring(0, length)).seal())
                    .as("%d letters", length)
                    .isEqualTo(Seal.CUT_OFF);
        }
        for (int from = 1; from < whole.length(); from++) {
            assertThat(isAccepted(whole.substring(from)))
                    .as("from letter %d", from)
                    .isEqualTo(from == whole.indexOf("&") || from == whole.indexOf("&") + 1);
        }
    }

    /** Whether a grader would repeat its training: without a seal the address still has its own checksum. */
    private static boolean isAccepted(String fragment) {
        Link link = Link.of(fragment);
        if (link.seal() == Seal.WHOLE || link.seal() == Seal.NOT_SEALED) {
            try {
                Address.read(link.address());
                return true;
            } catch (Address.AddressProblem wrong) {
                return false;
            }
        }
        return false;
    }

    @Example
    void wordsForTheLookOfThePageAreNotSealed() {
        String whole = solved().link("t", "");
        assertThat(Link.of("dark&" + whole + "&talk").seal()).isEqualTo(Seal.WHOLE);
        assertThat(Link.of(whole.replace("v=1.", "v=2.")).seal()).isEqualTo(Seal.OTHER_VERSION);
        assertThat(Link.of(whole + "&tries=0shape").seal()).isEqualTo(Seal.EDITED);
        assertThat(Link.of(solved().address("t")).seal()).isEqualTo(Seal.NOT_SEALED);
    }
}

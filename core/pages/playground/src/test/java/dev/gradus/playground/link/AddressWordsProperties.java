package dev.gradus.playground.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Words in addresses can stand for any text. */
class AddressWordsProperties {
    @Property(tries = 300)
    void valuesAreEncodedAsInForms(@ForAll String value) {
        String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(AddressWords.decoded(AddressWords.encoded(text))).isEqualTo(text);
        assertThat(URLDecoder.decode(AddressWords.encoded(text), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(AddressWords.decoded(URLEncoder.encode(text, StandardCharsets.UTF_8)))
                .isEqualTo(text);
    }
}

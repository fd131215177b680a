package dev.gradus.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** The digest is that of Java's library. */
class Sha256Properties {
    @Property
    void isThatOfJava(@ForAll @Size(max = 300) byte[] bytes) throws NoSuchAlgorithmException {
        assertThat(Sha256.of(bytes))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
}

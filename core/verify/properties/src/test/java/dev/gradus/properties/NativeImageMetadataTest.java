package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The metadata for native images lists the attributes of all ops, which are read by reflection. With
 * {@code -Dgradus.update=true} the test writes it.
 */
class NativeImageMetadataTest {
    private static final String[] OPS = {
        "dev.gradus.node", "dev.gradus.nn", "dev.gradus.linalg", "dev.gradus.loss", "dev.gradus.flow"
    };
    private static final Path FILE = SourceTree.ROOT
            .resolve("core/engine/src/main/resources/META-INF/native-image/dev.gradus/gradus-engine")
            .resolve("reachability-metadata.json");

    @Test
    void listsTheAttributesOfAllOps() throws IOException {
        Set<String> records = new TreeSet<>(Set.of("dev.gradus.node.Op$NoAttributes"));
        new ClassFileImporter()
                .importPackages(OPS).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getName().equals("attributes"))
                        .flatMap(NativeImageMetadataTest::records)
                        .filter(record -> Stream.of(OPS).anyMatch(record::startsWith))
                        .forEach(records::add);
        String metadata = records.stream()
                .map(name -> "    {\"type\": \"" + name + "\", \"allDeclaredMethods\": true}")
                .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
        if (Boolean.getBoolean("gradus.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, metadata);
        }
        assertThat(Files.readString(FILE))
                .as("%s; run this test with -Dgradus.update=true", FILE)
                .isEqualTo(metadata);
        assertThat(records).contains("dev.gradus.node.ReducedAxes$Attributes").hasSizeGreaterThan(35);
    }

    /** The records that a method creates or returns a field of. */
    private static Stream<String> records(JavaMethod method) {
        return Stream.concat(
                        method.getConstructorCallsFromSelf().stream().map(call -> call.getTargetOwner()),
                        method.getFieldAccesses().stream()
                                .map(access -> access.getTarget().getRawType()))
                .filter(type -> type.isAssignableTo(Record.class))
                .filter(type -> !type.isEquivalentTo(Record.class))
                .map(JavaClass::getName);
    }
}

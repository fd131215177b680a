package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gradus.testkit.OpContract;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No op without a contract: {@code Sigmoid} needs a {@code Sigmoid…Properties}. */
class ContractCoverageTest {

    @Test
    void everyOpHasItsContract() {
        Set<String> contracts = new ClassFileImporter()
                .importPackages("dev.gradus.properties").stream()
                        .filter(type -> type.isAssignableTo(OpContract.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());

        assertThat(SampleOps.names())
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        op -> assertThat(contracts).anyMatch(contract -> contract.matches(op + "(|Of.*)Properties")));
    }
}

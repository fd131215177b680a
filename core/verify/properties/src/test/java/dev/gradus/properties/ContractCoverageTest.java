package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testkit.OpContract;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No op without a contract: {@code Sigmoid} needs a {@code Sigmoid…Properties}. */
class ContractCoverageTest {

    @Test
    void everyOpHasItsContract() {
        Set<String> contracts = ClassesBeside.of(ContractCoverageTest.class, "dev.gradus.properties").stream()
                .filter(OpContract.class::isAssignableFrom)
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());

        assertThat(SampleOps.names())
                .hasSizeGreaterThan(60)
                .allSatisfy(
                        op -> assertThat(contracts).anyMatch(contract -> contract.matches(op + "(|Of.*)Properties")));
    }
}

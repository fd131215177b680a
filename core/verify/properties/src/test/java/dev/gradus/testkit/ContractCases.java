package dev.gradus.testkit;

import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Layouts;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.Random;

/** Cases of a contract, for tests other than its laws. In the package of the testkit, which keeps them to itself. */
public final class ContractCases {
    private ContractCases() {}

    /** A case that depends on the seed only; it may be one that the op refuses. */
    public static Case drawn(OpContract contract, long seed) {
        SpecData spec = contract.spec().data();
        Random random = new Random(seed);
        CaseLayout layout = seed % 4 == 0 ? Layouts.drawSmallest(spec, random) : Layouts.draw(spec, random);
        long ofValues = random.nextLong();
        Object attribute = CaseGenerator.attribute(spec, layout, ofValues).value();
        return CaseGenerator.drawn(spec, layout, attribute, ofValues);
    }
}

package dev.gradus.testkit.cases;

import dev.gradus.testkit.domain.CaseLayout;
import java.util.Random;
import java.util.function.BiFunction;

/** The sizes of the axes of a case. */
enum Size {
    /** Up to four elements on each axis. */
    FEW(Layouts::draw),
    /** As small as the spec allows, or empty. */
    SMALLEST(Layouts::drawSmallest),
    /** Up to a few hundred elements, on up to five axes. */
    SEVERAL(Layouts::drawLarge),
    /** One axis of some hundred elements, and all others short. */
    LINE(Layouts::drawLine),
    /** One axis just longer than a power of two. */
    LONG((spec, random) -> LongLayouts.draw(spec, random, false)),
    /** The same, as long as is affordable: such tensors meet the end of most loops. */
    LONGEST((spec, random) -> LongLayouts.draw(spec, random, true));

    private final BiFunction<SpecData, Random, CaseLayout> draw;

    Size(BiFunction<SpecData, Random, CaseLayout> draw) {
        this.draw = draw;
    }

    CaseLayout layout(SpecData spec, Random random) {
        return draw.apply(spec, random);
    }
}

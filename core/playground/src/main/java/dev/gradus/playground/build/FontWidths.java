package dev.gradus.playground.build;

import java.util.Collection;
import org.teavm.extension.spi.resources.ResourcesPolicy;

/** Takes the table of the fonts' widths into the program, by which pictures are measured. */
public final class FontWidths implements ResourcesPolicy {
    @Override
    public String[] supplyResources(Collection<? extends String> availableClassNames) {
        return new String[] {"dev/gradus/explorer/fonts/widths.txt"};
    }
}

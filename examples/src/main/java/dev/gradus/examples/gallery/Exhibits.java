package dev.gradus.examples.gallery;

import java.util.List;

/** The pages of the gallery. */
public final class Exhibits {
    private Exhibits() {}

    /** Returns all pages, from the simplest to the most difficult. */
    public static List<Exhibit> all() {
        return List.of(
                TwoLayers.exhibit(),
                LogisticRegression.exhibit(),
                ResidualBlock.exhibit(),
                TiedAutoencoder.exhibit(),
                WordVectors.exhibit(),
                ConvolutionNetwork.exhibit(),
                BatchNormalization.exhibit(),
                RecurrentNetwork.exhibit(),
                ScanOfManySteps.exhibit(),
                AttentionHead.exhibit(),
                SmallGaussianProcess.exhibit());
    }
}

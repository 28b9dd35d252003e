"""Which straight line through the comparables leaves the smallest squares, and how much does each comparable pull?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuation.inputs import FloatArray
from valuation.wording import N_, InputOutsideDomain, Message

SMALLEST_TOLERANCE = 1e-3
"""Part of an attribute's variance that the other attributes must leave unexplained, or no coefficient can be told."""
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Fit:
    """Ordinary least squares with a constant; n rows, k attributes, leading axes of paths."""

    constant: FloatArray
    """Shape (...)."""
    slopes: FloatArray
    """Shape (..., k)."""
    residuals: FloatArray
    """Observed less fitted, shape (..., n)."""
    leverage: FloatArray
    """h_i, diagonal of the hat matrix, shape (..., n); sums to k + 1."""
    centre: FloatArray
    """Mean of each attribute, shape (..., k)."""
    scale: FloatArray
    """Standard deviation of each attribute, shape (..., k)."""
    inverse: FloatArray
    """(Z'Z)^-1 of the attributes measured from their mean in standard deviations, shape (..., k, k)."""
    tolerance: FloatArray
    """1 - R^2 of each attribute on the others, shape (..., k): 1 over the variance inflation factor."""

    @property
    def degrees_of_freedom(self) -> int:
        """n - k - 1."""
        return int(self.residuals.shape[-1] - self.slopes.shape[-1] - 1)

    @property
    def error_variance(self) -> FloatArray:
        """s^2 = sum of e_i^2 / (n - k - 1), shape (...)."""
        return np.asarray(np.sum(self.residuals**2, axis=-1) / self.degrees_of_freedom)

    def predicted(self, attributes: FloatArray) -> FloatArray:
        """b_0 + sum of b_k z_k, shape (...); `attributes` shape (..., k)."""
        return np.asarray(self.constant + np.sum(self.slopes * attributes, axis=-1))

    def leverage_of(self, attributes: FloatArray) -> FloatArray:
        """h = 1 / n + z' (Z'Z)^-1 z of a row that is not among the comparables, shape (...)."""
        z = (attributes - self.centre) / self.scale
        return np.asarray(1.0 / self.residuals.shape[-1] + np.einsum("...k,...kl,...l->...", z, self.inverse, z))

    @property
    def slope_errors(self) -> FloatArray:
        """Standard error of each slope, shape (..., k): s sqrt of the diagonal of (Z'Z)^-1, by attribute unit."""
        diagonal = np.diagonal(self.inverse, axis1=-2, axis2=-1)
        return np.asarray(np.sqrt(self.error_variance[..., np.newaxis] * diagonal) / self.scale)

    @property
    def leave_one_out(self) -> FloatArray:
        """e_i / (1 - h_i), shape (..., n): the error at comparable i of the line fitted without it."""
        return np.asarray(self.residuals / (1.0 - self.leverage))

    @property
    def studentised(self) -> FloatArray:
        """e_i over its standard deviation by the line fitted without i, shape (..., n)."""
        left = self.degrees_of_freedom - 1
        squares = np.sum(self.residuals**2, axis=-1, keepdims=True) - self.residuals * self.leave_one_out
        deviation = np.sqrt(np.maximum(squares, 0.0) / left * (1.0 - self.leverage))
        quiet = np.abs(self.residuals) <= _ROUNDING * np.sqrt(np.mean(self.residuals**2, axis=-1, keepdims=True))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(quiet, 0.0, self.residuals / deviation))


def fitted(observed: FloatArray, attributes: FloatArray) -> Fit:
    """The line with the smallest sum of squares, by QR of the standardised attributes, shapes (..., n), (..., n, k).

    Source: Golub and Van Loan, Matrix Computations, least squares by orthogonal factors. InputOutsideDomain for the
    field `attributes` names an attribute that does not vary or that the others all but contain, and a comparable that
    alone fixes a coefficient. Known to be right: numpy.linalg.lstsq; leaving each comparable out in turn.
    """
    centre, scale = attributes.mean(axis=-2), attributes.std(axis=-2)
    size = np.abs(attributes).max(axis=-2)
    _refuse(scale <= _ROUNDING * size, N_("Attribute {number} is the same in every comparable: leave it out."))
    columns = (attributes - centre[..., np.newaxis, :]) / scale[..., np.newaxis, :]
    q, r = np.linalg.qr(columns)
    rows = attributes.shape[-2]
    alone = np.diagonal(r, axis1=-2, axis2=-1) ** 2 / rows
    contained = N_("Attribute {number} all but follows from the other attributes: leave one of them out.")
    _refuse(alone <= SMALLEST_TOLERANCE, contained)
    root = np.linalg.inv(r)
    inverse = np.einsum("...ij,...kj->...ik", root, root)
    tolerance = 1.0 / (rows * np.diagonal(inverse, axis1=-2, axis2=-1))
    _refuse(tolerance <= SMALLEST_TOLERANCE, contained)
    mean = observed.mean(axis=-1)
    gains = np.einsum("...nk,...n->...k", q, observed - mean[..., np.newaxis])
    slopes = np.einsum("...jk,...k->...j", root, gains) / scale
    constant = mean - np.sum(slopes * centre, axis=-1)
    residuals = observed - mean[..., np.newaxis] - np.einsum("...nk,...k->...n", q, gains)
    leverage = 1.0 / rows + np.sum(q**2, axis=-1)
    _refuse(leverage >= 1.0 - _ROUNDING, N_("Comparable {number} alone fixes a coefficient: no other can check it."))
    return Fit(constant, slopes, residuals, leverage, centre, scale, inverse, tolerance)


def _refuse(wrong: FloatArray, template: str) -> None:
    """InputOutsideDomain naming the first place along the last axis where `wrong` holds on any path."""
    flags = np.asarray(wrong).reshape(-1, np.shape(wrong)[-1]).any(axis=0)
    if flags.any():
        params = {"number": int(np.argmax(flags)) + 1}
        raise InputOutsideDomain("attributes", Message("no_regression", template, params))

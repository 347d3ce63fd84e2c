"""What macOS is told about the application. Not run yet: there was no Mac to build on."""

from __future__ import annotations

IDENTIFIER = "app.infrasketch.infrasketch"
_SKETCH = "app.infrasketch.sketch"

INFORMATION = {
    "CFBundleDisplayName": "InfraSketch",
    "LSApplicationCategoryType": "public.app-category.developer-tools",
    "LSMinimumSystemVersion": "13.0",
    "NSHighResolutionCapable": True,
    "NSRequiresAquaSystemAppearance": False,
    "CFBundleLocalizations": ["en", "de", "ar"],
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "InfraSketch diagram",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": [_SKETCH],
        }
    ],
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": _SKETCH,
            "UTTypeDescription": "InfraSketch diagram",
            "UTTypeConformsTo": ["public.json"],
            "UTTypeTagSpecification": {"public.filename-extension": ["infrasketch"]},
        }
    ],
    "CFBundleURLTypes": [{"CFBundleURLName": IDENTIFIER, "CFBundleURLSchemes": ["infrasketch"]}],
}
"""Info.plist, beyond what PyInstaller writes by itself: the type of sketches, and the links of the checkout."""
